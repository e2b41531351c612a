const ORIGIN = 'http://next.invalid';
// Control characters and backslashes: browsers drop or turn them, so "/\evil" and "/<tab>/evil" leave the
// site.
const UNSAFE = /[\p{Cc}\s\\]/u;

/** A path of this site to return to, else `fallback`. Never elsewhere, never a sign-in page. */
export function sanitiseNext(next: unknown, fallback = '/'): string {
  if (typeof next !== 'string' || next.length > 2_000) return fallback;
  if (!next.startsWith('/') || next.startsWith('//') || UNSAFE.test(next)) return fallback;
  if (!URL.canParse(next, ORIGIN)) return fallback;
  const url = new URL(next, ORIGIN);
  if (url.origin !== ORIGIN || url.pathname.startsWith('//')) return fallback;
  if (/^\/(sign-in|sign-up|forgot-password|api)(\/|$)/.test(url.pathname)) return fallback;
  return url.pathname + url.search + url.hash;
}

/** The same for next-auth's callback addresses, which name our own site in full. */
export function sanitiseCallbackUrl(callbackUrl: unknown, site: string): string {
  if (typeof callbackUrl !== 'string' || !URL.canParse(callbackUrl, site)) return '/';
  const url = new URL(callbackUrl, site);
  if (url.origin !== new URL(site).origin) return '/';
  return sanitiseNext(url.pathname + url.search + url.hash);
}

/** Where a sign-in page should lead: `next` from our own links, `callbackUrl` from next-auth. */
export function readNext(query: { next?: unknown; callbackUrl?: unknown }, site: string): string {
  return query.next === undefined ? sanitiseCallbackUrl(query.callbackUrl, site) : sanitiseNext(query.next);
}

/** A link to another sign-in page that keeps where the person was going. */
export function withNext(path: string, next: string): string {
  return next === '/' ? path : `${path}?next=${encodeURIComponent(next)}`;
}

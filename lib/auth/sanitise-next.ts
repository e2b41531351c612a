const ORIGIN = 'http://next.invalid';
// Control characters and backslashes: browsers drop or turn them, so "/\evil" and "/<tab>/evil" leave the site.
const UNSAFE = /[\p{Cc}\s\\]/u;

/**
 * A path of this site to return to after signing in, else `fallback`. Never an address elsewhere, and never the sign-in
 * pages themselves, which would send the person round in circles.
 */
export function sanitiseNext(next: unknown, fallback = '/'): string {
  if (typeof next !== 'string' || next.length > 2_000) return fallback;
  if (!next.startsWith('/') || next.startsWith('//') || UNSAFE.test(next)) return fallback;
  if (!URL.canParse(next, ORIGIN)) return fallback;
  const url = new URL(next, ORIGIN);
  if (url.origin !== ORIGIN || url.pathname.startsWith('//')) return fallback;
  if (/^\/(sign-in|sign-up|forgot-password|api)(\/|$)/.test(url.pathname)) return fallback;
  return url.pathname + url.search + url.hash;
}

import { isLocale, LOCALE_COOKIE, type Locale, matchLocale } from '../../core/i18n/locales.ts';
import { isTheme, THEME_COOKIE, type Theme } from '../../core/theme.ts';

export interface PageKey {
  /** The same for all who are shown the same. */
  id: string;
  /** What to ask for to make the page. */
  target: string;
  locale: Locale;
  theme: Theme | null;
  /** Of an item's page: what a view of it counts for. */
  slug: string | null;
  query: URLSearchParams;
}

interface Asked {
  method?: string;
  url?: string;
  headers: Record<string, string | string[] | undefined>;
}

const ITEM = /^\/read\/([a-z0-9-]{1,120})$/;
/** The pages that are kept, with what they read from the query. */
const PAGES: [path: RegExp, names: string[]][] = [
  [/^\/$/, ['lang', 'page']],
  [ITEM, ['unlock', 'unlocked']],
  [/^\/topics\/[a-z0-9-]{1,60}$/, ['lang', 'page']],
  [/^\/creators\/[a-z0-9-]{1,60}$/, ['page']],
  [/^\/creators\/[a-z0-9-]{1,60}\/feed\.xml$/, []],
  [/^\/courses\/[a-z0-9-]{1,120}$/, []],
];
/** What no page shows: where somebody came from, and the marks that others put on links to us. */
const IGNORED =
  /^(?:from|utm_[a-z_]{1,20}|fbclid|gclid|gbraid|wbraid|dclid|msclkid|twclid|ttclid|igsh|igshid|li_fat_id|mc_cid|mc_eid|_ga|_gl|ref|ref_src|si)$/;
/** A request by which Next's own client asks for parts of a page, or that does something. */
const PARTIAL = [
  'rsc',
  'next-action',
  'next-router-prefetch',
  'next-router-state-tree',
  'next-router-segment-prefetch',
  'range',
  'authorization',
];
/** Over http as over https, see lib/core/session-cookie.ts. */
const SESSION = /farthing-session$/;
const SHORT = 24;

/** What tells anonymous pages apart: path, language, theme, known query. Null: a request for Next. */
export function keyOf({ method, url = '', headers }: Asked): PageKey | null {
  if (method !== 'GET' && method !== 'HEAD') return null;
  if (PARTIAL.some((name) => headers[name] !== undefined)) return null;
  const [path = '', search = '', ...more] = url.split('?');
  const page = PAGES.find(([pattern]) => pattern.test(path));
  if (!page || more.length > 0) return null;
  const [, names] = page;
  const query = new URLSearchParams(search);
  const kept = keepKnown(query, names);
  const cookies = readCookies(headers.cookie);
  if (!kept || [...cookies.keys()].some((name) => SESSION.test(name))) return null;

  const chosen = cookies.get(LOCALE_COOKIE);
  const locale = isLocale(chosen) ? chosen : matchLocale(one(headers['accept-language']));
  const theme = cookies.get(THEME_COOKIE);
  const target = kept.size > 0 ? `${path}?${kept}` : path;
  const looks = isTheme(theme) ? theme : null;
  return {
    id: `${locale} ${looks} ${target}`,
    target,
    locale,
    theme: looks,
    slug: ITEM.exec(path)?.[1] ?? null,
    query,
  };
}

/** The query names that the page reads, in one order; null for an unknown, repeated or long one. */
function keepKnown(query: URLSearchParams, names: string[]): URLSearchParams | null {
  const given = [...query.keys()];
  if (new Set(given).size !== given.length) return null;
  if (!given.every((name) => names.includes(name) || IGNORED.test(name))) return null;
  const kept = names.filter((name) => query.has(name)).map((name) => [name, query.get(name) ?? '']);
  if (kept.some(([, value = '']) => value.length > SHORT)) return null;
  return new URLSearchParams(kept);
}

function readCookies(header: string | string[] | undefined): Map<string, string> {
  const pairs = (one(header) ?? '').split(';').map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return at < 0 ? [pair.trim(), ''] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
  });
  return new Map(pairs);
}

const one = (value: string | string[] | undefined): string | null =>
  (Array.isArray(value) ? value.join('; ') : value) ?? null;

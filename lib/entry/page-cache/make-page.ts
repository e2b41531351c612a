import type { OutgoingHttpHeaders } from 'node:http';
import { env } from '../../core/env.ts';
import { LOCALE_COOKIE } from '../../core/i18n/locales.ts';
import { THEME_COOKIE } from '../../core/theme.ts';
import type { FetchedPage } from './fetch-page.ts';
import type { PageKey } from './key.ts';
import { type CutPage, cutPage } from './splice.ts';

export interface MadePage {
  status: number;
  /** Those without a nonce are sent as they are. */
  headers: OutgoingHttpHeaders;
  /** Those in which the nonce stands. */
  noncedHeaders: [name: string, value: string][];
  /** The one that it was made with. */
  nonce: string;
  page: CutPage;
  /** What a view of it counts for. */
  itemId: bigint | null;
}

/** Next writes title and metadata into the head for programs without script, and no view is counted. */
const AGENT = 'Farthing/1.0 (page cache; compatible: facebookexternalhit)';
/** Each answer's own. */
const NOT_KEPT = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'date',
  'x-request-id',
]);

/** What is asked for a page: nothing of the visitor but what stands in the key. */
export function requestOf({ target, locale, theme }: PageKey): {
  target: string;
  headers: Record<string, string>;
} {
  const looks = theme ? `; ${THEME_COOKIE}=${theme}` : '';
  return {
    target,
    headers: {
      host: new URL(env.NEXTAUTH_URL).host,
      accept: 'text/html,application/xhtml+xml',
      'accept-encoding': 'identity',
      'accept-language': locale,
      cookie: `${LOCALE_COOKIE}=${locale}${looks}`,
      'user-agent': AGENT,
    },
  };
}

/** A page in the shape it is served again; null: only for the asker, such as one that sets a cookie. */
export async function readMade(
  { status, headers, body }: FetchedPage,
  itemId: bigint | null,
): Promise<MadePage | null> {
  const nonce = /'nonce-([^']+)'/.exec(String(headers['content-security-policy'] ?? ''))?.[1];
  if (!nonce || headers['set-cookie'] || headers['content-encoding'] || status >= 500) return null;
  const kept = Object.entries(headers).filter(([name]) => !NOT_KEPT.has(name));
  const isNonced = ([, value]: [string, unknown]) => String(value).includes(nonce);
  return {
    status,
    headers: Object.fromEntries(kept.filter((pair) => !isNonced(pair))),
    noncedHeaders: kept.filter(isNonced).map(([name, value]) => [name, String(value)]),
    nonce,
    page: await cutPage(body, nonce),
    itemId,
  };
}

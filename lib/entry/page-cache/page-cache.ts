import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { log } from '../../core/log.ts';
import { MINUTE_MS } from '../../core/time.ts';
import { readView } from '../../rooms/views/index.ts';
import type { Handler } from '../server/index.ts';
import { createViewCounter } from './count-views.ts';
import { createPageFetcher } from './fetch-page.ts';
import { followChanges } from './follow-changes.ts';
import { keyOf, type PageKey } from './key.ts';
import { type MadePage, readMade, requestOf } from './make-page.ts';
import { joinGzip, joinPage } from './splice.ts';
import { PageStore } from './store.ts';

export interface PageCache {
  /** Answers an anonymous visitor's page. False: the request is for Next, and nothing was sent. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  stop(): Promise<void>;
}

const FRESH_MS = MINUTE_MS;
const STALE_MS = 30_000;
const MOST_ENTRIES = 2_000;
const MOST_BYTES = 128 * 1024 * 1024;

/** Whole pages for anonymous visitors, made by `handler` and kept until what they show changes. */
export function createPageCache(handler: Handler): PageCache {
  const fetchPage = createPageFetcher(handler);
  const store = new PageStore<PageKey, MadePage | null>({
    make,
    freshMs: FRESH_MS,
    staleMs: STALE_MS,
    mostEntries: MOST_ENTRIES,
    mostBytes: MOST_BYTES,
    onError: (error) => log.warn({ err: error }, 'a page could not be made again'),
  });
  const follower = followChanges({ onChange: () => store.drop() });
  const views = createViewCounter(follower);

  async function make(key: PageKey): Promise<{ page: MadePage | null; bytes: number | null }> {
    const { target, headers } = requestOf(key);
    const itemId = key.slug === null ? null : await findItem(key.slug);
    const page = await readMade(await fetchPage(target, headers), itemId);
    return { page, bytes: page?.status === 200 ? page.page.bytes : null };
  }
  async function findItem(slug: string): Promise<bigint | null> {
    const { rows } = await follower.query('SELECT id FROM items WHERE slug = $1', [slug]);
    return rows[0] ? BigInt(rows[0].id) : null;
  }
  async function find(key: PageKey): Promise<MadePage | null> {
    try {
      return await store.get(key);
    } catch (error) {
      log.warn({ err: error }, 'a page could not be made to be kept');
      return null;
    }
  }
  return {
    async answer(request, response) {
      const key = keyOf(request);
      const made = key && (await find(key));
      if (!made) return false;
      send(made, request, response);
      if (made.itemId !== null && made.status === 200 && request.method === 'GET')
        countView(views, made.itemId, key, request);
      return true;
    },
    async stop() {
      await views.flush();
      await follower.stop();
    },
  };
}

function send(made: MadePage, request: IncomingMessage, response: ServerResponse): void {
  const nonce = randomBytes(16).toString('base64');
  const { 'accept-encoding': accepted = '', 'if-none-match': known } = request.headers;
  const gzip = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(String(accepted));
  const nonced = made.noncedHeaders.map(([name, value]) => [name, value.replaceAll(made.nonce, nonce)]);
  const headers = {
    ...made.headers,
    ...Object.fromEntries(nonced),
    'x-request-id': request.headers['x-request-id'] ?? '',
  };
  const { etag } = made.headers;
  if (etag && known?.split(/,\s*/).some((tag) => tag.replace(/^W\//, '') === etag)) {
    response.writeHead(304, headers).end();
    return;
  }
  const body = gzip ? joinGzip(made.page, nonce) : joinPage(made.page, nonce);
  response.writeHead(made.status, {
    ...headers,
    ...(gzip ? { 'content-encoding': 'gzip' } : {}),
    'content-length': body.length,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function countView(
  views: ReturnType<typeof createViewCounter>,
  itemId: bigint,
  { query }: PageKey,
  { headers }: IncomingMessage,
): void {
  const get = (name: string) => {
    const value = headers[name.toLowerCase()];
    return (Array.isArray(value) ? value.join(', ') : value) ?? null;
  };
  const asked = {
    itemId,
    readerId: null,
    from: query.get('from') || null,
    utmSource: query.get('utm_source') || null,
  };
  const view = readView(asked, { get, has: (name) => get(name) !== null });
  if (view) views.count({ ...view, readerId: null, at: new Date() });
}

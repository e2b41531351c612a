import { randomBytes } from 'node:crypto';
import { type IncomingHttpHeaders, request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { pool } from '@/lib/core/db';
import { getSessionCookie, writeSessionCookie } from '@/lib/core/session-cookie';
import { createPageCache, type PageCache } from '@/lib/entry/page-cache/page-cache';
import { type Handler, type RunningServer, startServer } from '@/lib/entry/server/start-server';
import { seedShop } from '../ledger/seed-shop';

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/153.0 Safari/537.36';

/** What stands for Next: says who it was told about, from the database and its request. */
const next = vi.fn<Handler>(async ({ url, headers }, response) => {
  const nonce = randomBytes(16).toString('base64');
  const { rows } = await pool.query('SELECT title FROM items WHERE id = 1');
  if (url === '/topics/cookie') response.setHeader('set-cookie', 'a=b');
  if (url === '/topics/nowhere') response.statusCode = 404;
  response.setHeader('content-security-policy', `script-src 'nonce-${nonce}'`);
  response.setHeader('link', `<a.woff2>; nonce="${nonce}"`);
  response.setHeader('cache-control', 'private, no-store');
  response.end(
    `<script nonce="${nonce}">${rows[0].title}|${headers.cookie}|${headers['user-agent']}</script><i ` +
      `nonce="${nonce}">`,
  );
});

let cache: PageCache;
let running: RunningServer;

beforeAll(async () => {
  const client = await pool.connect();
  await seedShop(client, 1, 3);
  client.release();
  cache = createPageCache(next);
  running = await startServer({
    port: 0,
    hostname: '127.0.0.1',
    refuseMs: 0,
    handler: async (asked, response) => (await cache.answer(asked, response)) || next(asked, response),
    close: () => cache.stop(),
  });
});
afterAll(() => running.end());
beforeEach(async () => {
  await pool.query(`UPDATE items SET title = title || '.' WHERE id = 1`);
  // The drop is heard of when a page shows the new title.
  const { rows } = await pool.query('SELECT title FROM items WHERE id = 1');
  await expect.poll(async () => (await ask('/')).body).toContain(`${rows[0].title}|`);
  next.mockClear();
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: running.port, path, method, headers }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () => {
        const all = Buffer.concat(pieces);
        const body = String(answer.headers['content-encoding'] === 'gzip' ? gunzipSync(all) : all);
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

const nonceOf = ({ headers }: Answer) =>
  /'nonce-(.*)'/.exec(String(headers['content-security-policy']))?.[1] ?? 'none';

test('a page is made once, and each answer has a nonce of its own in all places', async () => {
  const answers = await Promise.all([
    ask('/topics/money', { 'accept-encoding': 'gzip, br' }),
    ask('/topics/money'),
    ask('/topics/money', { 'accept-encoding': 'gzip;q=0' }),
    ask('/topics/money', { cookie: 'other=1', 'user-agent': BROWSER }),
  ]);
  expect(next).toHaveBeenCalledTimes(1);
  expect(new Set(answers.map(nonceOf)).size).toBe(4);
  expect(answers.map(({ headers }) => headers['content-encoding'])).toEqual([
    'gzip',
    undefined,
    undefined,
    undefined,
  ]);
  for (const answer of answers) {
    const nonce = nonceOf(answer);
    expect(answer.body.match(new RegExp(`nonce="${nonce.replace(/[+/]/g, '\\$&')}"`, 'g'))).toHaveLength(2);
    expect(answer.headers).toMatchObject({
      'cache-control': 'private, no-store',
      link: `<a.woff2>; nonce="${nonce}"`,
    });
    expect(answer.body.replaceAll(nonce, '')).toBe(answers[0]?.body.replaceAll(nonceOf(answers[0]), ''));
  }
  expect(await ask('/topics/money', {}, 'HEAD')).toMatchObject({ status: 200, body: '' });
  expect(next).toHaveBeenCalledTimes(1);
});

test('nothing of a visitor goes into a page that is kept', async () => {
  const { body } = await ask('/creators/creator-one', {
    cookie: 'secret=of-mine; farthing-theme=dark; farthing-device=x',
    'user-agent': BROWSER,
    'x-forwarded-for': '203.0.113.9',
  });
  expect(body).toContain('|farthing-locale=en; farthing-theme=dark|Farthing/1.0');
  expect((await ask('/creators/creator-one', { cookie: 'farthing-theme=dark' })).body).toContain(
    'theme=dark',
  );
  expect(next).toHaveBeenCalledTimes(1);
  expect((await ask('/creators/creator-one', { 'accept-language': 'ko' })).body).toContain(
    'farthing-locale=ko|',
  );
  expect(next).toHaveBeenCalledTimes(2);
});

test('who is signed in is never shown a kept page, nor is theirs ever kept', async () => {
  const cookie = `${getSessionCookie().name}=${writeSessionCookie('0b1c7e0a-6c0b-4f6e-9d53-0a5c4e5a4b11')}`;
  await ask('/');
  for (let n = 0; n < 3; n += 1) expect((await ask('/', { cookie })).body).toContain(`|${cookie}|`);
  expect(next).toHaveBeenCalledTimes(3);
  expect((await ask('/')).body).not.toContain(cookie);
  expect((await ask('/', { rsc: '1' })).body).toContain('|undefined|');
  expect(next).toHaveBeenCalledTimes(4);
});

test('what sets a cookie is for who asked, what is not there is not kept, and neither breaks', async () => {
  for (let n = 0; n < 2; n += 1) expect((await ask('/topics/cookie')).headers['set-cookie']).toEqual(['a=b']);
  const before = next.mock.calls.length;
  for (let n = 0; n < 2; n += 1) expect((await ask('/topics/nowhere')).status).toBe(404);
  expect(next.mock.calls.length).toBe(before + 2);
});

test('a change by anyone is shown at once', async () => {
  expect((await ask('/')).body).not.toContain('Renamed');
  await pool.query(`UPDATE items SET title = 'Renamed' WHERE id = 1`);
  await expect.poll(async () => (await ask('/')).body).toContain('Renamed');
});

test('views of kept pages count like others: once a person and day, with source, no programs', async () => {
  await pool.query('TRUNCATE item_views');
  const visit = (path: string, agent: string) => ask(path, { 'user-agent': agent });
  await visit('/read/item-1?utm_source=letter', BROWSER);
  await visit('/read/item-1', BROWSER);
  await visit('/read/item-1?from=feed', `${BROWSER} other`);
  await visit('/read/item-2', BROWSER);
  await visit('/read/item-1', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)');
  await ask('/read/item-1', { 'user-agent': BROWSER, 'sec-purpose': 'prefetch' });
  const views = async () =>
    (await pool.query('SELECT item_id::int AS item, source FROM item_views ORDER BY item_id, source')).rows;
  await expect.poll(views).toEqual([
    { item: 1, source: 'feed' },
    { item: 1, source: 'site:letter' },
    { item: 2, source: 'direct' },
  ]);
});

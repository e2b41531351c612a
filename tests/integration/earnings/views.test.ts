import { expect, test } from 'vitest';
import { pool } from '@/lib/core/db';
import { recordView, type View } from '@/lib/rooms/views/record-view';
import { sweepViews } from '@/lib/rooms/views/sweep-views';
import { readView } from '@/lib/rooms/views/view-of-request';
import { makeCreator, makeItem, makeMarket, makeReader, makeUser, one, rollUp, unlockAt } from './world';

const creator = await makeCreator();
const BROWSER =
  'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';

async function seen(itemId: bigint, view: Partial<View> = {}, now?: Date): Promise<boolean> {
  return recordView(
    {
      itemId,
      readerId: null,
      address: '203.0.113.7',
      userAgent: BROWSER,
      source: 'home',
      country: 'KR',
      ...view,
    },
    now,
  );
}

test('a person counts once per item and day', async () => {
  const [item, other] = [await makeItem(creator, 1_000n), await makeItem(creator, 1_000n)];
  const readerId = await makeUser();
  expect([
    await seen(item),
    await seen(item),
    await seen(other),
    await seen(item, { address: '203.0.113.8' }),
  ]).toEqual([true, false, true, true]);
  const byReader = { readerId, address: '198.51.100.1' };
  expect([await seen(item, byReader), await seen(item, { ...byReader, address: '198.51.100.2' })]).toEqual([
    true,
    false,
  ]);
  const tomorrow = new Date(Date.now() + 86_400_000);
  expect([await seen(item, {}, tomorrow), await seen(item, byReader, tomorrow)]).toEqual([true, true]);
});

test('what is kept of someone who is not signed in is a hash that no other day repeats', async () => {
  const item = await makeItem(creator, 1_000n);
  await seen(item);
  await seen(item, {}, new Date(Date.now() + 86_400_000));
  const { rows } = await pool.query('SELECT visitor, reader_id FROM item_views WHERE item_id = $1', [item]);
  expect(rows.map((row) => row.reader_id)).toEqual([null, null]);
  const [first, second] = rows.map((row) => row.visitor.toString('hex'));
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(second).not.toBe(first);
});

test('who signs in on the way keeps the source that led there, and is one view', async () => {
  const item = await makeItem(creator, 1_000n);
  const { userId } = await makeReader();
  const address = '203.0.113.99';
  await seen(item, { address, source: 'site:example.org' });
  expect(await seen(item, { address, readerId: userId, source: 'direct' })).toBe(false);
  const { rows } = await pool.query('SELECT reader_id, visitor, source FROM item_views WHERE item_id = $1', [
    item,
  ]);
  expect(rows).toEqual([{ reader_id: String(userId), visitor: null, source: 'site:example.org' }]);
});

test("a creator's own views do not count", async () => {
  const item = await makeItem(creator, 1_000n);
  const { user_id } = await one<{ user_id: string }>('SELECT user_id FROM creators WHERE id = $1', [
    creator.creatorId,
  ]);
  expect(await seen(item, { readerId: BigInt(user_id) })).toBe(false);
});

const asked = { itemId: 1n, readerId: null, from: null, utmSource: null };
const NOBODY: [name: string, headers: Record<string, string>][] = [
  ['a crawler', { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' }],
  ['a program', { 'user-agent': 'curl/8.5.0' }],
  ['a request that does not say what it is', {}],
  ['a page fetched ahead', { 'user-agent': BROWSER, 'sec-purpose': 'prefetch;prerender' }],
  ['the answer to an action', { 'user-agent': BROWSER, 'next-action': '4f' }],
];
for (const [name, headers] of NOBODY) {
  test(`${name} is no view`, () => {
    expect(readView(asked, new Headers(headers))).toBeNull();
  });
}

test('who is signed in is seen, however their browser calls itself', () => {
  for (const [name, headers] of NOBODY.slice(0, 3))
    expect(readView({ ...asked, readerId: 7n }, new Headers(headers)), name).toMatchObject({ readerId: 7n });
  for (const [name, headers] of NOBODY.slice(3))
    expect(readView({ ...asked, readerId: 7n }, new Headers(headers)), name).toBeNull();
});

test('a country is believed only of a proxy of ours', () => {
  const headers = new Headers({
    'user-agent': BROWSER,
    'cf-ipcountry': 'KR',
    'x-forwarded-for': '203.0.113.7',
  });
  expect(readView(asked, headers)).toMatchObject({ country: 'unknown', source: 'direct' });
});

test('old views are swept once they are counted, and not before', async () => {
  const item = await makeItem(creator, 1_000n);
  await pool.query('TRUNCATE item_views');
  await seen(item);
  await pool.query(`UPDATE item_views SET day = day - 60, at = at - interval '60 days'`);
  await sweepViews();
  expect(await one('SELECT count(*)::int AS left FROM item_views')).toEqual({ left: 1 });
  await rollUp();
  await sweepViews();
  expect(await one('SELECT count(*)::int AS left FROM item_views')).toEqual({ left: 0 });
  const { views } = await one<{ views: string }>(
    `SELECT views FROM view_rollups WHERE dimension = 'item' AND key = $1 AND tier = 'month'`,
    [String(item)],
  );
  expect(views).toBe('1');
});

test("forged hosts add fifty names to a creator's day, no more, and lose nothing", async () => {
  const market = await makeMarket(2, 1);
  const items = market.itemIds;
  const other = await makeItem(await makeCreator(), 1_000n);
  const known = 'site:known.example';
  await seen(items[0] ?? 0n, { readerId: market.readers[0]?.userId ?? null, source: known });
  await unlockAt(market, { item: 0, reader: 0, at: new Date() });
  // One that sold nothing and has sent people before.
  const familiar = 'site:familiar.example';
  await seen(items[0] ?? 0n, { address: '192.0.2.2', source: familiar });
  await rollUp();
  const tomorrow = new Date(Date.now() + 86_400_000);
  // Several at once, each from an address of their own, on both items.
  await Promise.all(
    Array.from({ length: 140 }, (_, n) =>
      seen(
        items[n % 2] ?? 0n,
        { address: `198.51.100.${n}`, source: `site:forged-${n >> 1}.example` },
        tomorrow,
      ),
    ),
  );
  expect(await seen(items[0] ?? 0n, { address: '192.0.2.1', source: known }, tomorrow)).toBe(true);
  expect(await seen(items[0] ?? 0n, { address: '192.0.2.2', source: familiar }, tomorrow)).toBe(true);
  expect(await seen(other, { address: '192.0.2.1', source: 'site:forged-999.example' }, tomorrow)).toBe(true);
  const { rows } = await pool.query<{ source: string; views: string }>(
    `SELECT source, count(*) AS views FROM item_views WHERE item_id = ANY ($1) AND day = $2 GROUP BY 1`,
    [items, tomorrow.toISOString().slice(0, 10)],
  );
  const named = rows.filter(({ source }) => source.startsWith('site:forged'));
  expect(named).toHaveLength(50);
  expect(rows.map(({ source }) => source)).toEqual(expect.arrayContaining([known, familiar]));
  const all = rows.reduce((sum, { views }) => sum + Number(views), 0);
  expect(all).toBe(142);
  expect(rows.find(({ source }) => source === 'sites')?.views).toBe('40');
  const elsewhere = await pool.query('SELECT source FROM item_views WHERE item_id = $1', [other]);
  expect(elsewhere.rows).toEqual([{ source: 'site:forged-999.example' }]);
});

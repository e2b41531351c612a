import { expect, test } from 'vitest';
import { pool } from '@/lib/core/db';
import { spend } from '@/lib/ground/ledger/spend';
import { listBrokenLaws, makeCreator, makeItem, makeReader, one } from './world';

const creator = await makeCreator();

async function setUp(limits: { daily?: bigint; monthly?: bigint }, timeZone: string) {
  const reader = await makeReader(1_000_000n);
  await pool.query(
    'UPDATE wallets SET daily_limit_micros = $2, monthly_limit_micros = $3, time_zone = $4 WHERE id = $1',
    [reader.walletId, limits.daily ?? null, limits.monthly ?? null, timeZone],
  );
  const buy = async (priceMicros: bigint) =>
    spend({
      walletId: reader.walletId,
      itemId: await makeItem(creator, priceMicros),
      seenPriceMicros: priceMicros,
    });
  return { ...reader, buy };
}

/** What is left under the limits at a moment of the test's choice; spend() asks the same function. */
async function left(walletId: bigint, at: string): Promise<bigint | null> {
  const row = await one<{ micros: string | null }>(
    'SELECT limit_left_micros($1, $2::timestamptz) AS micros',
    [walletId, at],
  );
  return row.micros === null ? null : BigInt(row.micros);
}

test('a daily limit counts today’s purchases, also in one burst, not what was taken back', async () => {
  const { walletId, userId, buy } = await setUp({ daily: 10_000n }, 'UTC');
  expect((await buy(6_000n)).status).toBe('unlocked');
  expect(await buy(4_001n)).toMatchObject({ status: 'limit_reached', balanceMicros: 994_000n });
  const burst = await Promise.all([buy(3_000n), buy(3_000n), buy(1_000n)]);
  expect(burst.filter((result) => result.status === 'unlocked').length).toBeGreaterThan(0);
  const spent = await one<{ micros: string }>(
    'SELECT sum(price_micros) AS micros FROM unlocks WHERE wallet_id = $1',
    [walletId],
  );
  expect(BigInt(spent.micros)).toBeLessThanOrEqual(10_000n);
  await pool.query(
    'SELECT refund_unlock($1, (SELECT min(id) FROM unlocks WHERE wallet_id = $2), 30, 10, 30)',
    [userId, walletId],
  );
  expect((await buy(5_000n)).status).toBe('unlocked');
});

test('a limit of zero stops all spending, and no limit stops none', async () => {
  const { buy } = await setUp({ daily: 0n }, 'UTC');
  expect((await buy(100n)).status).toBe('limit_reached');
  const free = await setUp({}, 'UTC');
  expect((await free.buy(900_000n)).status).toBe('unlocked');
});

test('the requests of one batch share the limit in their order', async () => {
  const { walletId } = await setUp({ monthly: 5_000n }, 'UTC');
  const prices = [3_000n, 2_500n, 2_000n, 1n * 100n];
  const items = await Promise.all(prices.map((price) => makeItem(creator, price)));
  const results = await Promise.all(
    items.map((itemId, k) => spend({ walletId, itemId, seenPriceMicros: prices[k] ?? 0n })),
  );
  expect(results.map((result) => result.status)).toEqual([
    'unlocked',
    'limit_reached',
    'unlocked',
    'limit_reached',
  ]);
});

// Midnight in Seoul is 15:00 UTC; on Kiritimati 10:00 UTC; New York's clocks go forward on 14 March 2027 at
// 07:00 UTC.
test.each([
  ['Asia/Seoul', '2027-03-09 14:59:59.9+00', '2027-03-09 15:00:00+00'],
  ['Pacific/Kiritimati', '2027-03-09 09:59:59.9+00', '2027-03-09 10:00:00+00'],
  ['America/New_York', '2027-03-15 03:59:59.9+00', '2027-03-15 04:00:00+00'],
  ['America/New_York', '2027-03-14 04:59:59.9+00', '2027-03-14 05:00:00+00'],
])('a day begins at midnight in %s', async (timeZone, before, after) => {
  const { walletId, buy } = await setUp({ daily: 10_000n }, timeZone);
  const result = await buy(4_000n);
  if (result.status !== 'unlocked') throw new Error(result.status);
  await pool.query(
    `DO $$ BEGIN ALTER TABLE unlocks DISABLE TRIGGER unlocks_fixed;
     UPDATE unlocks SET created_at = '${before}'
       WHERE id = ${result.unlockId}; ALTER TABLE unlocks ENABLE TRIGGER unlocks_fixed; END $$`,
  );
  expect(await left(walletId, before)).toBe(6_000n);
  expect(await left(walletId, after)).toBe(10_000n);
});

/** Dates an unlock to a moment that cannot be waited for. */
async function dateTo(unlockId: bigint, at: string): Promise<void> {
  await pool.query(
    `DO $$ BEGIN ALTER TABLE unlocks DISABLE TRIGGER unlocks_fixed;
     UPDATE unlocks SET created_at = '${at}'
       WHERE id = ${unlockId}; ALTER TABLE unlocks ENABLE TRIGGER unlocks_fixed; END $$`,
  );
}

// Clocks are put back from one o'clock to midnight: in Havana on 1 November 2026 at 05:00 UTC, where a month
// begins too, and in the Azores on 25 October at 01:00 UTC.
test.each([
  ['America/Havana', 'daily', '2026-11-01 03:59:59+00', '2026-11-01 04:30:00+00', '2026-11-01 05:30:00+00'],
  ['America/Havana', 'monthly', '2026-11-01 03:59:59+00', '2026-11-01 04:30:00+00', '2026-11-01 05:30:00+00'],
  ['Atlantic/Azores', 'daily', '2026-10-24 23:59:59+00', '2026-10-25 00:30:00+00', '2026-10-25 01:30:00+00'],
])(
  'where midnight strikes twice the first begins the day: %s, %s',
  async (timeZone, limit, eve, first, second) => {
    const { walletId, buy } = await setUp({ [limit]: 1_000_000n }, timeZone);
    for (const [price, at] of [
      [10_000n, eve],
      [900_000n, first],
      [62_000n, second],
    ] as const) {
      const result = await buy(price);
      if (result.status !== 'unlocked') throw new Error(result.status);
      await dateTo(result.unlockId, at);
    }
    expect(await left(walletId, second)).toBe(38_000n);
    expect(await left(walletId, first)).toBe(38_000n);
  },
);

test('a month begins on the first in the reader’s time zone', async () => {
  const { walletId, buy } = await setUp({ monthly: 10_000n }, 'Asia/Seoul');
  const result = await buy(4_000n);
  if (result.status !== 'unlocked') throw new Error(result.status);
  await pool.query(
    `DO $$ BEGIN ALTER TABLE unlocks DISABLE TRIGGER unlocks_fixed;
     UPDATE unlocks SET created_at = '2027-02-28 14:59:59+00'
       WHERE id = ${result.unlockId}; ALTER TABLE unlocks ENABLE TRIGGER unlocks_fixed; END $$`,
  );
  expect(await left(walletId, '2027-02-28 14:59:59+00')).toBe(6_000n);
  expect(await left(walletId, '2027-02-28 15:00:00+00')).toBe(10_000n);
});

test('and nothing but the dates that the test changed is out of place', async () => {
  expect((await listBrokenLaws()).filter((law) => !law.startsWith('No lot'))).toEqual([]);
});

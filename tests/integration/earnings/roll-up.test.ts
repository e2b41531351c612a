import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { refundUnlock } from '@/lib/ground/ledger/refund-unlock';
import { type ReversalSource, reverseUnlock } from '@/lib/ground/ledger/reverse-unlock';
import { spend } from '@/lib/ground/ledger/spend';
import { getEarningsBalance } from '@/lib/rooms/earnings/earnings-balance';
import { getReport } from '@/lib/rooms/earnings/get-report';
import { getTimeZone } from '@/lib/rooms/earnings/get-time-zone';
import { readPeriod } from '@/lib/rooms/earnings/period';
import { rollUpEarnings } from '@/lib/rooms/earnings/roll-up';
import { listBrokenLaws, topUp } from '../ledger/world';
import {
  type Market,
  makeMarket,
  makeUser,
  one,
  POLICY,
  PRICE,
  readTruth,
  rebuild,
  rollUp,
  unlockAt,
} from './world';

const ALL = { dimension: 'all', key: '' } as const;
const progress = () =>
  one<{ unlock_id: string; refund_id: string }>('SELECT unlock_id, refund_id FROM earnings_progress');

async function expectExact({ creator }: Market): Promise<void> {
  const period = readPeriod({ name: 'year' }, 'UTC');
  const report = await getReport({ creatorId: creator.creatorId, currency: 'usd' }, period, ALL);
  const truth = await readTruth(creator, period, ALL);
  expect({ totals: report.totals, readers: report.readers }).toEqual(truth);
}

async function sell(market: Market, count: number): Promise<bigint[]> {
  const ids: bigint[] = [];
  for (let n = 0; n < count; n += 1) {
    const id = await unlockAt(market, {
      item: n % market.itemIds.length,
      reader: Math.floor(n / market.itemIds.length),
      at: new Date(),
    });
    if (id) ids.push(id);
  }
  return ids;
}

test('several runs at once, in small steps, count everything once', async () => {
  const market = await makeMarket(5, 8);
  await sell(market, 40);
  await Promise.all(Array.from({ length: 4 }, () => rollUpEarnings({ batch: 3 })));
  await rollUp();
  await expectExact(market);
  const { sum } = await one<{ sum: string }>(
    `SELECT sum(unlocks) AS sum FROM earnings_rollups WHERE creator_id = $1 AND dimension = 'all'
      AND tier = 'day'`,
    [market.creator.creatorId],
  );
  expect(sum).toBe('40');
});

test('a run that is killed in the middle of a step leaves nothing half done', async () => {
  const market = await makeMarket(5, 8);
  await sell(market, 40);
  const before = await progress();
  const { last } = await one<{ last: string }>('SELECT max(id) AS last FROM unlocks');
  for (const batch of [1, 7, 1000]) {
    const client = await pool.connect();
    client.on('error', () => {});
    const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
    await client.query('BEGIN');
    // The whole step has run; its transaction has not ended.
    await client.query('SELECT roll_up_unlocks($1, $2)', [last, batch]);
    await pool.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
    await expect
      .poll(() =>
        client.query('SELECT 1').then(
          () => 'alive',
          () => 'dead',
        ),
      )
      .toBe('dead');
    client.release(true);
    expect(await progress()).toEqual(before);
    await expectExact(market);
  }
  await rollUp();
  await expectExact(market);
});

test('a run that is told to stop between two steps goes on where it was', async () => {
  const market = await makeMarket(5, 8);
  await sell(market, 40);
  const before = await progress();
  const stop = new AbortController();
  const run = rollUpEarnings({ batch: 1, signal: stop.signal });
  await expect.poll(async () => (await progress()).unlock_id, { interval: 1 }).not.toBe(before.unlock_id);
  stop.abort();
  await run;
  await expectExact(market);
  await rollUp();
  await expectExact(market);
});

test('what is under way is waited for, however late it is committed', async () => {
  const market = await makeMarket(2, 2);
  const slow = await pool.connect();
  try {
    await slow.query('BEGIN');
    await slow.query('SELECT account_id FROM lots WHERE wallet_id = $1 FOR NO KEY UPDATE', [
      market.readers[0]?.walletId,
    ]);
    const { rows } = await slow.query(`SELECT nextval('unlocks_id_seq') AS id`);
    // A later id commits first.
    await unlockAt(market, { item: 0, reader: 1, at: new Date() });
    const before = await progress();
    expect(await rollUpEarnings({ patienceMs: 0 })).toBe(false);
    expect(await progress()).toEqual(before);
    await expectExact(market);

    await slow.query('SET LOCAL session_replication_role = replica');
    await slow.query(
      `INSERT INTO unlocks (id, wallet_id, reader_id, item_id, price_micros) VALUES ($1, $2, $3, $4, 35000)`,
      [rows[0].id, market.readers[0]?.walletId, market.readers[0]?.userId, market.itemIds[0]],
    );
    await slow.query(
      `INSERT INTO transfers (ref, kind, leg, debit_account_id, credit_account_id, amount_micros)
       SELECT $1, 'unlock', 0, account_id, $2, 35000 FROM lots WHERE wallet_id = $3`,
      [rows[0].id, market.creator.pendingAccountId, market.readers[0]?.walletId],
    );
    await slow.query('COMMIT');
  } finally {
    slow.release();
  }
  await expectExact(market);
  await rollUp();
  await expectExact(market);
  expect(Number((await progress()).unlock_id)).toBeGreaterThan(0);
});

test('the balance is that of the ledger before and after roll-ups, refunds and settlements', async () => {
  const market = await makeMarket(3, 1);
  const [reader] = market.readers;
  if (!reader) throw new Error('no reader');
  await topUp(reader.walletId, 10_000_000n);
  const { creatorId, pendingAccountId } = market.creator;
  const buy = async (itemId: bigint, seenPriceMicros: bigint) => {
    const result = await spend({ walletId: reader.walletId, itemId, seenPriceMicros });
    if (result.status !== 'unlocked') throw new Error(result.status);
    return result.unlockId;
  };
  const pending = async () => {
    const { micros } = await one<{ micros: string }>(
      'SELECT account_balance_at($1, clock_timestamp()) AS micros',
      [pendingAccountId],
    );
    const balance = await getEarningsBalance(creatorId, 'usd');
    expect(balance.pendingMicros).toBe(BigInt(micros));
    return balance;
  };
  const [first, second, third] = market.itemIds as [bigint, bigint, bigint];
  const unlock = await buy(first, 35_000n);
  expect((await pending()).pendingMicros).toBe(35_000n);
  await rollUp();
  expect((await pending()).pendingMicros).toBe(35_000n);
  expect((await refundUnlock({ readerId: reader.userId, unlockId: unlock, policy: POLICY })).status).toBe(
    'refunded',
  );
  expect((await pending()).pendingMicros).toBe(0n);
  await rollUp();
  expect((await pending()).pendingMicros).toBe(0n);
  await buy(second, 35_007n);
  await pool.query('SELECT settle_account($1, clock_timestamp(), 10)', [pendingAccountId]);
  await buy(third, 35_014n);
  expect(await pending()).toEqual({
    pendingMicros: 35_014n,
    availableMicros: 31_507n,
    inTransitMicros: 0n,
    paidMicros: 0n,
  });
  await rollUp();
  expect((await pending()).pendingMicros).toBe(35_014n);
  await expectExact(market);
});

test('what an admin takes back after settlement leaves pending as it is, no matter who pays', async () => {
  const market = await makeMarket(3, 1);
  const [reader] = market.readers;
  if (!reader) throw new Error('no reader');
  await topUp(reader.walletId, 10_000_000n);
  const { creatorId, pendingAccountId } = market.creator;
  const actorId = await makeUser();
  await pool.query(`UPDATE users SET role = 'admin', admin_role = 'finance' WHERE id = $1`, [actorId]);
  await db.approvalLimit.create({ data: { currency: 'usd', limitMicros: 1_000_000n } });
  const unlockIds: bigint[] = [];
  const buy = async (n: number) => {
    const itemId = market.itemIds[n] ?? 0n;
    const result = await spend({
      walletId: reader.walletId,
      itemId,
      seenPriceMicros: PRICE + BigInt(n) * 7n,
    });
    if (result.status !== 'unlocked') throw new Error(result.status);
    unlockIds.push(result.unlockId);
  };
  const reverse = (n: number, source: ReversalSource) =>
    db.$transaction((tx) =>
      reverseUnlock(tx, { unlockId: unlockIds[n] ?? 0n, source, actorId, note: 'A test.' }),
    );
  const pending = async () => {
    const { micros } = await one<{ micros: string }>(
      'SELECT account_balance_at($1, clock_timestamp()) AS micros',
      [pendingAccountId],
    );
    const { pendingMicros, availableMicros } = await getEarningsBalance(creatorId, 'usd');
    expect(pendingMicros).toBe(BigInt(micros));
    return { pendingMicros, availableMicros };
  };
  await buy(0);
  await buy(1);
  await pool.query('SELECT settle_account($1, clock_timestamp(), 10)', [pendingAccountId]);
  await buy(2);
  const settled = await pending();
  expect(settled).toEqual({ pendingMicros: 35_014n, availableMicros: 63_007n });

  expect(await reverse(0, 'available')).toMatchObject({ status: 'reversed' });
  const taken = await pending();
  expect(taken.pendingMicros).toBe(35_014n);
  expect(taken.availableMicros).toBeLessThan(settled.availableMicros);
  expect(await reverse(1, 'platform')).toMatchObject({ status: 'reversed' });
  expect(await pending()).toEqual(taken);
  await rollUp();
  expect(await pending()).toEqual(taken);
  expect(await reverse(2, 'pending')).toMatchObject({ status: 'reversed' });
  expect((await pending()).pendingMicros).toBe(0n);
  await rebuild();
  expect(await pending()).toEqual({ ...taken, pendingMicros: 0n });
});

test('rolled up again from nothing, the sums are the same', async () => {
  await rollUp();
  const read = async () =>
    (
      await pool.query(
        'SELECT * FROM earnings_rollups WHERE unlocks > 0 OR refunds > 0 ORDER BY 1, 2, 3, 4, 5, 6',
      )
    ).rows;
  const before = await read();
  expect(before.length).toBeGreaterThan(40);
  const readers = async () => (await pool.query('SELECT * FROM earnings_readers ORDER BY 1, 2, 3')).rows;
  const readersBefore = await readers();
  expect(readersBefore.length).toBeGreaterThan(10);
  const forget = () =>
    pool.query(`BEGIN; TRUNCATE earnings_unlocks, earnings_rollups, earnings_readers;
      UPDATE earnings_progress SET unlock_id = 0, refund_id = 0; COMMIT`);
  for (const again of [
    () => rollUp({ batch: 11 }),
    // All at once; from what is written down; and from half of it.
    rebuild,
    async () => {
      await pool.query('UPDATE earnings_rollups SET unlocks = unlocks + 1');
      await rebuild();
    },
    async () => {
      await pool.query('SELECT roll_up_unlocks((SELECT max(id) FROM unlocks), 17)');
      await rebuild();
    },
  ]) {
    await forget();
    await again();
    expect(await read()).toEqual(before);
    expect(await readers()).toEqual(readersBefore);
  }
  await rebuild();
  expect(await read()).toEqual(before);
  const broken = async () => (await listBrokenLaws()).filter((law) => law.includes('dashboard'));
  expect(await broken()).toEqual([]);
  const off = (by: number) =>
    pool.query(
      `UPDATE earnings_rollups SET unlock_micros = unlock_micros + $1 WHERE dimension = 'source'
        AND tier = 'day'`,
      [by],
    );
  await off(1);
  expect(await broken()).toHaveLength(1);
  await off(-1);
  const shift = (by: number) =>
    pool.query(
      `UPDATE earnings_readers SET days[1] = days[1] + $1::int
       WHERE (creator_id, reader_id) = (SELECT creator_id, reader_id FROM earnings_readers ORDER BY 1, 2
         LIMIT 1)`,
      [by],
    );
  await shift(-1);
  expect(await broken()).toHaveLength(1);
  await shift(1);
  expect(await broken()).toEqual([]);
});

test('who moves to another time zone gets days of that zone, and loses nothing', async () => {
  const market = await makeMarket(4, 3);
  const { creatorId } = market.creator;
  const start = Date.parse('2026-10-01T00:00:00Z');
  for (let n = 0; n < 12; n += 1)
    await unlockAt(market, {
      item: n % 4,
      reader: n % 3,
      at: new Date(start + n * 7 * 3_600_000),
      ...(n % 5 === 0 && { refundAt: new Date(start + n * 9 * 3_600_000) }),
    });
  await rollUp();
  expect(await getTimeZone(creatorId)).toBe('UTC');
  for (const zone of ['Asia/Seoul', 'America/New_York']) {
    await pool.query('UPDATE creators SET time_zone = $2 WHERE id = $1', [creatorId, zone]);
    await rollUp();
    expect(await getTimeZone(creatorId)).toBe(zone);
    for (const asked of [
      { name: 'custom', from: '2026-10-01', to: '2026-10-03' },
      { name: 'custom', from: '2026-10-02', to: '2026-10-02' },
      { name: 'year' },
    ]) {
      const period = readPeriod(asked, zone, new Date('2026-10-20T00:00:00Z'));
      const report = await getReport({ creatorId, currency: 'usd' }, period, ALL);
      const truth = await readTruth(market.creator, period, ALL);
      expect({ totals: report.totals, readers: report.readers }).toEqual(truth);
    }
  }
  expect((await listBrokenLaws()).filter((law) => law.includes('dashboard'))).toEqual([]);
});

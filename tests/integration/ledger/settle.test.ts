import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { balanceAt } from '@/lib/ground/ledger/balance-at';
import { grantPromotion } from '@/lib/ground/ledger/grant-promotion';
import { refundUnlock } from '@/lib/ground/ledger/refund-unlock';
import { settle } from '@/lib/ground/ledger/settle';
import { spend } from '@/lib/ground/ledger/spend';
import { trialBalance } from '@/lib/ground/ledger/trial-balance';
import { age, listBrokenLaws, makeCreator, makeItem, makeReader, one } from './world';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const settleNow = (pendingAccountId: bigint, cutoffAt: Date, feePercent: number) =>
  one<{ id: string | null }>('SELECT settle_account($1, $2, $3) AS id', [
    pendingAccountId,
    cutoffAt,
    feePercent,
  ]);

async function sell(creator: Awaited<ReturnType<typeof makeCreator>>, prices: bigint[]) {
  const { userId, walletId } = await makeReader(10_000_000n);
  const unlocks: bigint[] = [];
  for (const price of prices) {
    const result = await spend({ walletId, itemId: await makeItem(creator, price), seenPriceMicros: price });
    if (result.status !== 'unlocked') throw new Error(result.status);
    unlocks.push(result.unlockId);
  }
  return { userId, walletId, unlocks };
}

test('a settlement takes the fee on the whole, rounds for the creator, and happens once', async () => {
  const creator = await makeCreator();
  await sell(creator, [333n, 333n, 333n]);
  // A date ends at the millisecond, a row of the database at the microsecond.
  await pause(5);
  const cutoff = new Date();
  await pause(5);
  await sell(creator, [1_000n]);
  const settlements = await Promise.all(
    Array.from({ length: 8 }, () => settleNow(creator.pendingAccountId, cutoff, 10)),
  );
  expect(settlements.filter((row) => row.id !== null)).toHaveLength(1);
  // 10 % of 999 is 99.9: 99 to the platform, 900 to the creator; one by one it would have been 33 three
  // times.
  expect(
    await one(
      'SELECT gross_micros, fee_micros, net_micros, unlock_count FROM settlements WHERE creator_id = $1',
      [creator.creatorId],
    ),
  ).toEqual({
    gross_micros: '999',
    fee_micros: '99',
    net_micros: '900',
    unlock_count: 3,
  });
  expect(
    await one('SELECT balance_micros AS b FROM accounts WHERE id = $1', [creator.availableAccountId]),
  ).toEqual({ b: '900' });
  expect(await balanceAt(creator.pendingAccountId, new Date())).toBe(1_000n);
  expect((await settleNow(creator.pendingAccountId, new Date(), 10)).id).not.toBeNull();
  expect(await balanceAt(creator.pendingAccountId, new Date())).toBe(0n);
});

test('what is taken back is not settled; what is settled is not taken back', async () => {
  const creator = await makeCreator();
  const { userId, unlocks } = await sell(creator, [5_000n, 7_000n]);
  const policy = { windowMinutes: 30, quota: 10, quotaDays: 30 };
  const [first, second] = unlocks as [bigint, bigint];
  expect(await refundUnlock({ readerId: userId, unlockId: first, policy })).toMatchObject({
    status: 'refunded',
  });
  await settleNow(creator.pendingAccountId, new Date(), 0);
  expect(await refundUnlock({ readerId: userId, unlockId: second, policy })).toEqual({ status: 'settled' });
  expect(
    await one('SELECT gross_micros, net_micros FROM settlements WHERE creator_id = $1', [creator.creatorId]),
  ).toEqual({
    gross_micros: '7000',
    net_micros: '7000',
  });
});

test('refunds and a settlement at the same moment never both count an unlock', async () => {
  const creator = await makeCreator();
  const { userId, unlocks } = await sell(creator, Array(20).fill(1_000n));
  const policy = { windowMinutes: 30, quota: 100, quotaDays: 30 };
  const [results] = await Promise.all([
    Promise.all(unlocks.map((unlockId) => refundUnlock({ readerId: userId, unlockId, policy }))),
    settleNow(creator.pendingAccountId, new Date(), 10),
  ]);
  const refunded = results.filter((result) => result.status === 'refunded').length;
  const settled = await pool.query('SELECT unlock_count AS n FROM settlements WHERE creator_id = $1', [
    creator.creatorId,
  ]);
  expect(refunded + (settled.rows[0]?.n ?? 0)).toBe(20);
  expect(await balanceAt(creator.pendingAccountId, new Date())).toBe(0n);
});

test('a cut-off that is too recent is refused; the job settles what is old enough', async () => {
  const creator = await makeCreator();
  await sell(creator, [5_000n]);
  const input = { feePercent: 10, refundWindowMinutes: 30 };
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  await expect(settle({ ...input, cutoffAt: minutesAgo(39) })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await expect(settle({ ...input, cutoffAt: minutesAgo(50), feePercent: 101 })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  expect(await settle({ ...input, cutoffAt: minutesAgo(41) })).toEqual([]);

  const old = await sell(creator, [50_000n]);
  await age(old.unlocks, 60);
  const made = await Promise.all([1, 2, 3].map(() => settle({ ...input, cutoffAt: minutesAgo(41) })));
  expect(made.flat()).toHaveLength(1);
  expect(
    await one('SELECT balance_micros AS b FROM accounts WHERE id = $1', [creator.availableAccountId]),
  ).toEqual({ b: '45000' });
  expect(await settle({ ...input, cutoffAt: minutesAgo(41) })).toEqual([]);
});

test('any account has a balance at any moment, and the trial balance is even at each', async () => {
  const creator = await makeCreator();
  const before = new Date();
  await pause(5);
  const { walletId, userId, unlocks } = await sell(creator, [5_000n]);
  await pause(5);
  const between = new Date();
  await pause(5);
  await refundUnlock({
    readerId: userId,
    unlockId: unlocks[0] ?? 0n,
    policy: { windowMinutes: 30, quota: 10, quotaDays: 30 },
  });
  const after = new Date(Date.now() + 1_000);
  const lot = BigInt(
    (await one<{ id: string }>('SELECT account_id AS id FROM lots WHERE wallet_id = $1', [walletId])).id,
  );
  expect(await Promise.all([before, between, after].map((at) => balanceAt(lot, at)))).toEqual([
    0n,
    9_995_000n,
    10_000_000n,
  ]);
  expect(
    await Promise.all([before, between, after].map((at) => balanceAt(creator.pendingAccountId, at))),
  ).toEqual([0n, 5_000n, 0n]);
  for (const at of [before, between, after]) {
    const lines = await trialBalance(at);
    const sum = (side: 'debitMicros' | 'creditMicros') =>
      lines.reduce((total, line) => total + line[side], 0n);
    expect(sum('debitMicros')).toBe(sum('creditMicros'));
  }
  expect((await trialBalance(after)).map((line) => line.type)).toContain('paid_lot');
});

test('the reconciliation finds a balance that was changed by hand', async () => {
  const { walletId } = await makeReader(10_000n);
  const change = (micros: number) =>
    pool.query('UPDATE lots SET balance_micros = balance_micros + $2 WHERE wallet_id = $1', [
      walletId,
      micros,
    ]);
  await change(1);
  expect((await listBrokenLaws()).filter((law) => law.startsWith('Stored balances'))).toHaveLength(1);
  await change(-1);
  expect((await listBrokenLaws()).filter((law) => law.startsWith('Stored balances'))).toEqual([]);
});

test('gift money is told apart to the micro, also within one unlock, rounded to the held side', async () => {
  const creator = await makeCreator();
  const { walletId } = await makeReader(2_000_000n);
  await grantPromotion(db, { walletId, amountMicros: 333_331n, grantKey: 'welcome', expiresAt: null });
  const price = 1_333_334n;
  const unlock = await spend({ walletId, itemId: await makeItem(creator, price), seenPriceMicros: price });
  expect(unlock.status).toBe('unlocked');
  await settleNow(creator.pendingAccountId, new Date(), 10);
  // Net 1,200,001. Paid money's part is 1,200,001 × 1,000,003 / 1,333,334 = 900,003 and a fraction.
  expect(
    await one('SELECT net_micros, gift_micros FROM settlements WHERE creator_id = $1', [creator.creatorId]),
  ).toEqual({ net_micros: '1200001', gift_micros: '299998' });
  expect(await one('SELECT held_gift_micros($1, $2) AS held', [creator.creatorId, 'usd'])).toEqual({
    held: '299998',
  });
});

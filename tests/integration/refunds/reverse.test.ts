import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { grantPromotion } from '@/lib/ground/ledger/grant-promotion';
import { refundUnlock } from '@/lib/ground/ledger/refund-unlock';
import { judgeReversal, type ReversalSource } from '@/lib/ground/ledger/reverse-unlock';
import { spend } from '@/lib/ground/ledger/spend';
import { previewReversal } from '@/lib/rooms/money-back/refunds/preview-reversal';
import { reverseUnlock } from '@/lib/rooms/money-back/refunds/reverse-unlock';
import { makeCreator, makeItem } from '../ledger/world';
import { auditOf, balanceOf, DOLLAR, makeAdmin, makePayer, postingsOf } from './world';

const PRICE = 2n * DOLLAR;

/** A reader who unlocked an item for $2: $0.50 of it from a gift; settled if asked for. */
async function makeUnlock({ feePercent = 10, settled = true } = {}) {
  const creator = await makeCreator();
  const itemId = await makeItem(creator, PRICE);
  const reader = await makePayer([5]);
  await grantPromotion(db, {
    walletId: reader.walletId,
    amountMicros: DOLLAR / 2n,
    grantKey: 'test',
    expiresAt: null,
  });
  const unlock = await spend({ walletId: reader.walletId, itemId, seenPriceMicros: PRICE });
  if (unlock.status !== 'unlocked') throw new Error(unlock.status);
  if (settled)
    await pool.query('SELECT settle_account($1, clock_timestamp(), $2)', [
      creator.pendingAccountId,
      feePercent,
    ]);
  return { ...creator, ...reader, unlockId: unlock.unlockId };
}

async function availableOf(creatorId: bigint): Promise<bigint> {
  const { rows } = await pool.query(
    `SELECT balance_micros AS micros FROM accounts WHERE creator_id = $1 AND type = 'creator_available'`,
    [creatorId],
  );
  return BigInt(rows[0]?.micros ?? 0);
}

const reversalPostings = (id: bigint) => postingsOf(id, ['unlock_refund', 'unlock_reversal']);

async function reverse(
  unlockId: bigint,
  source: ReversalSource,
  act?: Awaited<ReturnType<typeof makeAdmin>>,
) {
  return reverseUnlock({
    unlockId,
    source,
    note: 'The text was broken.',
    act: act ?? (await makeAdmin()),
    locale: 'en',
  });
}

test('not settled yet: from the creator’s pending, to the same lots, past the reader’s window', async () => {
  const { unlockId, userId, walletId, creatorId } = await makeUnlock({ settled: false });
  const policy = { windowMinutes: 0, quota: 10, quotaDays: 30 };
  expect(await refundUnlock({ readerId: userId, unlockId, policy })).toEqual({ status: 'window_over' });
  expect(await judgeReversal(db, unlockId)).toMatchObject({ settlementId: null, creatorMicros: PRICE });
  await expect(reverse(unlockId, 'available')).rejects.toMatchObject({ code: 'balance_changed' });
  const act = await makeAdmin();
  expect(await reverse(unlockId, 'pending', act)).toEqual({ status: 'reversed', amountMicros: PRICE });
  expect(await reversalPostings(unlockId)).toEqual([
    `unlock_refund creator_pending > promotional_lot ${DOLLAR / 2n}`,
    `unlock_refund creator_pending > paid_lot ${(DOLLAR * 3n) / 2n}`,
  ]);
  expect(await balanceOf(walletId)).toBe((DOLLAR * 11n) / 2n);
  expect(await availableOf(creatorId)).toBe(0n);
  expect(await auditOf('unlock', unlockId)).toMatchObject([
    { action: 'reverse_unlock', actorId: act.actorId, after: { source: 'pending' } },
  ]);
  await expect(reverse(unlockId, 'pending')).rejects.toMatchObject({ code: 'already_refunded' });
});

test('settled: from the creator and the platform’s fee in its share, to the same lots', async () => {
  const { unlockId, walletId, creatorId } = await makeUnlock();
  expect(await availableOf(creatorId)).toBe(1_800_000n);
  await expect(reverse(unlockId, 'pending')).rejects.toMatchObject({ code: 'balance_changed' });
  await reverse(unlockId, 'available');
  expect(await reversalPostings(unlockId)).toEqual([
    `unlock_reversal creator_available > promotional_lot 500000`,
    `unlock_reversal creator_available > paid_lot 1300000`,
    `unlock_reversal platform_fees > paid_lot 200000`,
  ]);
  expect(await availableOf(creatorId)).toBe(0n);
  expect(await balanceOf(walletId)).toBe(5_500_000n);
  const counted = await db.unlockRefund.count({ where: { unlockId } });
  expect(counted).toBe(1);
});

test('the platform’s loss: the creator keeps the money, and the dashboard counts no refund', async () => {
  const { unlockId, walletId, creatorId } = await makeUnlock();
  await reverse(unlockId, 'platform');
  expect(await reversalPostings(unlockId)).toEqual([
    `unlock_reversal adjustments > promotional_lot 500000`,
    `unlock_reversal adjustments > paid_lot 1500000`,
  ]);
  expect(await availableOf(creatorId)).toBe(1_800_000n);
  expect(await balanceOf(walletId)).toBe(5_500_000n);
  expect(await db.unlockRefund.count({ where: { unlockId } })).toBe(0);
});

test('a creator who was paid out has too little: refused in words, and nothing has moved', async () => {
  const { unlockId, creatorId, walletId } = await makeUnlock();
  const payout = await pool.query(
    `INSERT INTO payouts (creator_id, currency, amount_micros, request_key, account_ref)
     VALUES ($1, 'usd', 1500000, gen_random_uuid(), 'acct_test') RETURNING id`,
    [creatorId],
  );
  // The gift's part of it went out within the month's cap.
  await pool.query(
    `INSERT INTO gift_releases (creator_id, currency, amount_micros, payout_id, cap_micros)
      VALUES ($1, 'usd', 150000, $2, 5000000)`,
    [creatorId, payout.rows[0].id],
  );
  await pool.query(`SELECT post_payout_step($1, 'payout_sent', 0, $2, 'usd', 1500000)`, [
    payout.rows[0].id,
    creatorId,
  ]);
  await expect(reverse(unlockId, 'available')).rejects.toMatchObject({
    code: 'creator_short',
    details: { balance: '30¢' },
  });
  expect(await balanceOf(walletId)).toBe((DOLLAR * 7n) / 2n);
  expect(await auditOf('unlock', unlockId)).toEqual([]);
  await reverse(unlockId, 'platform');
});

test('twenty at once: once', async () => {
  const { unlockId, creatorId } = await makeUnlock();
  const act = await makeAdmin();
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) => reverse(unlockId, n % 2 ? 'available' : 'platform', act)),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await auditOf('unlock', unlockId)).toHaveLength(1);
  expect([0n, 1_800_000n]).toContain(await availableOf(creatorId));
});

test('nobody reverses their own, as reader or as creator; what does not exist is not found', async () => {
  const { unlockId, userId, creatorId } = await makeUnlock();
  const act = await makeAdmin();
  await expect(reverse(unlockId, 'available', { ...act, actorId: userId })).rejects.toMatchObject({
    code: 'own_account',
  });
  const { userId: creatorUser } = await db.creator.findUniqueOrThrow({ where: { id: creatorId } });
  await expect(reverse(unlockId, 'platform', { ...act, actorId: creatorUser })).rejects.toMatchObject({
    code: 'own_account',
  });
  await expect(reverse(999_999n, 'pending')).rejects.toMatchObject({ code: 'not_found' });
});

test('rounding favours the creator, and the shares of a settlement never exceed its fee', async () => {
  const creator = await makeCreator();
  const reader = await makePayer([5]);
  const unlockIds: bigint[] = [];
  for (const price of [103n, 107n, 109n]) {
    const itemId = await makeItem(creator, price);
    const unlock = await spend({ walletId: reader.walletId, itemId, seenPriceMicros: price });
    if (unlock.status === 'unlocked') unlockIds.push(unlock.unlockId);
  }
  await pool.query('SELECT settle_account($1, clock_timestamp(), 10)', [creator.pendingAccountId]);
  for (const unlockId of unlockIds) await reverse(unlockId, 'available');
  const { rows } = await pool.query(
    `SELECT s.fee_micros::text AS fee, sum(r.fee_micros)::text AS given FROM settlements s
     JOIN unlock_reversals r ON r.settlement_id = s.id WHERE s.creator_id = $1 GROUP BY s.id`,
    [creator.creatorId],
  );
  expect(rows[0]).toEqual({ fee: '31', given: '31' });
  expect(await availableOf(creator.creatorId)).toBe(0n);
});

test.each([
  ['pending', false],
  ['available', false],
  ['platform', false],
  ['platform', true],
] as const)('what the page shows is what is posted: from %s, the gift ended: %s', async (source, ended) => {
  const { unlockId, walletId } = await makeUnlock({ settled: source !== 'pending' });
  if (ended)
    await pool.query(
      `UPDATE lots SET expires_at = now() - interval '1 minute'
     WHERE wallet_id = $1 AND kind = 'promotional'`,
      [walletId],
    );
  const preview = await previewReversal(unlockId, source);
  expect(preview.balanceMicros).toBe(await balanceOf(walletId));
  await reverse(unlockId, source);
  expect(preview.balanceAfterMicros).toBe(await balanceOf(walletId));
  const { rows: posted } = await pool.query<{ account: string; debit: string; credit: string }>(
    `SELECT a.type AS account, sum(t.amount_micros) FILTER (WHERE a.id = t.debit_account_id) AS debit,
       sum(t.amount_micros) FILTER (WHERE a.id = t.credit_account_id) AS credit
     FROM transfers t JOIN accounts a ON a.id IN (t.debit_account_id, t.credit_account_id)
     WHERE t.ref = $1 AND t.kind IN ('unlock_refund', 'unlock_reversal') GROUP BY 1`,
    [unlockId],
  );
  const sums = (lines: { account: string; debitMicros: bigint; creditMicros: bigint }[]) =>
    lines.map((line) => `${line.account} ${line.debitMicros} ${line.creditMicros}`).sort();
  expect(sums(preview.lines)).toEqual(
    sums(
      posted.map(({ account, debit, credit }) => ({
        account,
        debitMicros: BigInt(debit ?? 0),
        creditMicros: BigInt(credit ?? 0),
      })),
    ),
  );
});

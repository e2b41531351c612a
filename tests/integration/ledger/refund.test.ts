import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { expireGrants } from '@/lib/ground/ledger/expire-grants';
import { getWalletBalance } from '@/lib/ground/ledger/get-wallet-balance';
import { grantPromotion } from '@/lib/ground/ledger/grant-promotion';
import { platformAccount } from '@/lib/ground/ledger/platform-account';
import { refundUnlock } from '@/lib/ground/ledger/refund-unlock';
import { spend } from '@/lib/ground/ledger/spend';
import { age, listBrokenLaws, makeCreator, makeItem, makeReader, one, passDate } from './world';

const creator = await makeCreator();
const policy = { windowMinutes: 30, quota: 10, quotaDays: 30 };

async function buy(walletId: bigint, itemId: bigint, seenPriceMicros: bigint): Promise<bigint> {
  const result = await spend({ walletId, itemId, seenPriceMicros });
  if (result.status !== 'unlocked') throw new Error(result.status);
  return result.unlockId;
}

test('a refund returns each part to its lot; a repeat answers the same and moves nothing', async () => {
  const { userId, walletId } = await makeReader(50_000n);
  await grantPromotion(db, { walletId, amountMicros: 20_000n, grantKey: 'welcome', expiresAt: null });
  const itemId = await makeItem(creator, 30_000n);
  const unlockId = await buy(walletId, itemId, 30_000n);
  expect(await getWalletBalance(walletId)).toMatchObject({ paidMicros: 40_000n, giftMicros: 0n });

  const input = { readerId: userId, unlockId, policy };
  const refunded = await refundUnlock(input);
  expect(refunded).toEqual({ status: 'refunded', amountMicros: 30_000n, balanceMicros: 70_000n, itemId });
  expect(await getWalletBalance(walletId)).toMatchObject({ paidMicros: 50_000n, giftMicros: 20_000n });
  expect(await refundUnlock(input)).toEqual({ ...refunded, status: 'already_refunded' });
  expect(await getWalletBalance(walletId)).toMatchObject({ paidMicros: 50_000n, giftMicros: 20_000n });
  expect(
    (
      await one<{ n: string }>(
        `SELECT count(*) AS n FROM transfers WHERE ref = $1 AND kind = 'unlock_refund'`,
        [unlockId],
      )
    ).n,
  ).toBe('2');

  // The item can be bought again, as a new unlock.
  expect(await buy(walletId, itemId, 30_000n)).not.toBe(unlockId);
});

test('20 refunds of one unlock at once pay once', async () => {
  const { userId, walletId } = await makeReader(50_000n);
  const itemId = await makeItem(creator, 30_000n);
  const unlockId = await buy(walletId, itemId, 30_000n);
  const results = await Promise.all(
    Array.from({ length: 20 }, () => refundUnlock({ readerId: userId, unlockId, policy })),
  );
  expect(results.filter((result) => result.status === 'refunded')).toHaveLength(1);
  expect(results.filter((result) => result.status === 'already_refunded')).toHaveLength(19);
  expect((await getWalletBalance(walletId)).totalMicros).toBe(50_000n);
});

test("an expired gift's part goes back to promotions, the rest to the reader's lots", async () => {
  const { userId, walletId } = await makeReader(50_000n);
  await grantPromotion(db, {
    walletId,
    amountMicros: 20_000n,
    grantKey: 'short',
    expiresAt: new Date(Date.now() + 3_600_000),
  });
  const itemId = await makeItem(creator, 30_000n);
  const unlockId = await buy(walletId, itemId, 30_000n);
  await passDate(walletId, 'short');
  await expireGrants();
  const refunded = await refundUnlock({ readerId: userId, unlockId, policy });
  expect(refunded).toMatchObject({ status: 'refunded', amountMicros: 10_000n, balanceMicros: 50_000n });
  expect(await refundUnlock({ readerId: userId, unlockId, policy })).toMatchObject({ amountMicros: 10_000n });
  const { rows } = await pool.query(
    `SELECT credit_account_id AS id, amount_micros FROM transfers WHERE ref = $1 AND kind = 'unlock_refund'
      ORDER BY leg`,
    [unlockId],
  );
  expect(rows[0]).toEqual({
    id: String(await platformAccount(db, 'promotions', 'usd')),
    amount_micros: '20000',
  });
});

test("another reader's unlock is not found; a late one and one too many are refused", async () => {
  const { userId, walletId } = await makeReader(90_000n);
  const other = await makeReader();
  const unlocks: bigint[] = [];
  for (let k = 0; k < 3; k += 1) unlocks.push(await buy(walletId, await makeItem(creator, 1_000n), 1_000n));
  const [first, second, late] = unlocks as [bigint, bigint, bigint];

  const refund = (unlockId: bigint, readerId = userId, quota = 1) =>
    refundUnlock({ readerId, unlockId, policy: { ...policy, quota } });
  expect(await refund(first, other.userId)).toEqual({ status: 'not_found' });
  expect(await refund(99_999_999n)).toEqual({ status: 'not_found' });
  await age([late], 31);
  expect(await refund(late)).toEqual({ status: 'window_over' });
  await age([late], -31);
  expect(await refund(first)).toMatchObject({ status: 'refunded' });
  expect(await refund(second)).toEqual({ status: 'quota_used' });
  expect(await refund(second, userId, 2)).toMatchObject({ status: 'refunded' });
});

test('refunds at once share one quota', async () => {
  const { userId, walletId } = await makeReader(90_000n);
  const items = await Promise.all(Array.from({ length: 8 }, () => makeItem(creator, 1_000n)));
  const unlocks = await Promise.all(items.map((itemId) => buy(walletId, itemId, 1_000n)));
  const results = await Promise.all(
    unlocks.map((unlockId) => refundUnlock({ readerId: userId, unlockId, policy: { ...policy, quota: 3 } })),
  );
  expect(results.filter((result) => result.status === 'refunded')).toHaveLength(3);
  expect(results.filter((result) => result.status === 'quota_used')).toHaveLength(5);
});

test('and the ledger balances after all of it', async () => {
  expect(await listBrokenLaws()).toEqual([]);
});

import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { expireGrants } from '@/lib/ground/ledger/expire-grants';
import { getWalletBalance } from '@/lib/ground/ledger/get-wallet-balance';
import { grantPromotion } from '@/lib/ground/ledger/grant-promotion';
import { listWalletStatement, streamWalletStatement } from '@/lib/ground/ledger/list-wallet-statement';
import { openCreatorAccounts } from '@/lib/ground/ledger/open-creator-accounts';
import { openWallet } from '@/lib/ground/ledger/open-wallet';
import { platformAccount } from '@/lib/ground/ledger/platform-account';
import { postProcessingFee } from '@/lib/ground/ledger/post-processing-fee';
import { postTopUp } from '@/lib/ground/ledger/post-top-up';
import { refundUnlock } from '@/lib/ground/ledger/refund-unlock';
import { spend } from '@/lib/ground/ledger/spend';
import type { StatementLine } from '@/lib/ground/ledger/types';
import { listBrokenLaws, makeCreator, makeItem, makeReader, makeUser, one, passDate, topUp } from './world';

test('opening a wallet 20 times at once makes one wallet with one paid lot', async () => {
  const userId = await makeUser();
  const wallets = await Promise.all(
    Array.from({ length: 20 }, () => openWallet(db, { userId, currency: 'usd', timeZone: 'Asia/Seoul' })),
  );
  expect(new Set(wallets.map((wallet) => wallet.id)).size).toBe(1);
  expect(wallets[0]).toMatchObject({ userId, currency: 'usd', status: 'active', timeZone: 'Asia/Seoul' });
  expect(await one('SELECT count(*)::int AS n FROM lots WHERE wallet_id = $1', [wallets[0]?.id])).toEqual({
    n: 1,
  });
});

test('accounts of a creator and of the platform are made once', async () => {
  const creator = await makeCreator();
  expect(await openCreatorAccounts(db, { creatorId: creator.creatorId, currency: 'usd' })).toEqual({
    pendingAccountId: creator.pendingAccountId,
    availableAccountId: creator.availableAccountId,
    inTransitAccountId: creator.inTransitAccountId,
  });
  const ids = await Promise.all(Array.from({ length: 10 }, () => platformAccount(db, 'adjustments', 'krw')));
  expect(new Set(ids).size).toBe(1);
});

test('a top-up posted twenty times at once counts once; with another amount it throws', async () => {
  const { walletId } = await makeReader();
  const topUpId = await topUp(walletId, 5_000_000n);
  const input = { topUpId, walletId, amountMicros: 5_000_000n };
  const repeats = await Promise.all(Array.from({ length: 20 }, () => postTopUp(db, input)));
  expect(repeats).toEqual(Array(20).fill(false));
  await expect(postTopUp(db, { ...input, amountMicros: 6_000_000n })).rejects.toThrow('posted before');
  await expect(
    postTopUp(db, { topUpId: topUpId + 1n, walletId: 999_999n, amountMicros: 1n }),
  ).rejects.toThrow('unknown');
  expect((await getWalletBalance(walletId)).paidMicros).toBe(5_000_000n);

  const fee = { topUpId, currency: 'usd', feeMicros: 445_000n };
  expect([await postProcessingFee(db, fee), await postProcessingFee(db, fee)]).toEqual([true, false]);
  await expect(postProcessingFee(db, { ...fee, feeMicros: 1n })).rejects.toThrow('posted before');
  expect(await postProcessingFee(db, { ...fee, feeMicros: 0n })).toBe(false);
});

test('a gift is given once per key, and what is left of it goes back when its date has passed', async () => {
  const { walletId } = await makeReader(50_000n);
  const soon = new Date(Date.now() + 3_600_000);
  const gift = (grantKey: string) =>
    grantPromotion(db, { walletId, amountMicros: 20_000n, grantKey, expiresAt: soon });
  const ids = await Promise.all(Array.from({ length: 10 }, () => gift('welcome')));
  expect(ids.filter((id) => id !== null)).toHaveLength(1);
  const creator = await makeCreator();
  const itemId = await makeItem(creator, 5_000n);
  await spend({ walletId, itemId, seenPriceMicros: 5_000n });
  expect(await getWalletBalance(walletId)).toMatchObject({ paidMicros: 50_000n, giftMicros: 15_000n });

  await passDate(walletId, 'welcome');
  const later = await makeItem(creator, 51_000n);
  expect(await spend({ walletId, itemId: later, seenPriceMicros: 51_000n })).toMatchObject({
    status: 'insufficient_funds',
    balanceMicros: 50_000n,
  });
  expect(await getWalletBalance(walletId)).toMatchObject({ giftMicros: 0n, totalMicros: 50_000n });
  const runs = await Promise.all([expireGrants(1), expireGrants(1), expireGrants(1)]);
  expect(runs.reduce((sum, dealt) => sum + dealt, 0)).toBe(1);
  const rows = await pool.query(
    `SELECT t.amount_micros FROM transfers t JOIN grants g ON g.id = t.ref WHERE t.kind = 'grant_expiry'
      AND g.wallet_id = $1`,
    [walletId],
  );
  expect(rows.rows).toEqual([{ amount_micros: '15000' }]);
  expect(await expireGrants()).toBe(0);
});

test('the statement shows every movement, newest first, each with its balance, by page', async () => {
  const { userId, walletId } = await makeReader(100_000n);
  await grantPromotion(db, { walletId, amountMicros: 20_000n, grantKey: 'welcome', expiresAt: null });
  const creator = await makeCreator();
  for (let k = 0; k < 7; k += 1) {
    const itemId = await makeItem(creator, 9_000n);
    const result = await spend({ walletId, itemId, seenPriceMicros: 9_000n });
    if (k === 3 && 'unlockId' in result)
      await refundUnlock({
        readerId: userId,
        unlockId: result.unlockId,
        policy: { windowMinutes: 5, quota: 9, quotaDays: 1 },
      });
  }
  const all = await listWalletStatement({ walletId, limit: 100 });
  expect(all.map((line) => [line.kind, line.amountMicros, line.balanceAfterMicros])).toEqual([
    ['unlock', -9_000n, 66_000n],
    ['unlock', -9_000n, 75_000n],
    ['unlock', -9_000n, 84_000n],
    ['unlock_refund', 9_000n, 93_000n],
    ['unlock', -9_000n, 84_000n],
    ['unlock', -9_000n, 93_000n],
    ['unlock', -9_000n, 102_000n],
    ['unlock', -9_000n, 111_000n],
    ['grant', 20_000n, 120_000n],
    ['top_up', 100_000n, 100_000n],
  ]);

  const paged: StatementLine[] = [];
  for (;;) {
    const page = await listWalletStatement({ walletId, limit: 3, before: paged.at(-1)?.cursor });
    paged.push(...page);
    if (page.length < 3) break;
  }
  expect(paged).toEqual(all);
  const streamed: StatementLine[] = [];
  for await (const line of streamWalletStatement(walletId, 4)) streamed.push(line);
  expect(streamed).toEqual(all);

  const money = await listWalletStatement({
    walletId,
    limit: 2,
    kinds: ['top_up', 'grant', 'unlock_refund'],
  });
  expect(money.map((line) => line.kind)).toEqual(['unlock_refund', 'grant']);
  await expect(listWalletStatement({ walletId, limit: 2, before: 'x' })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});

test('a stream that is left early gives its connection back', async () => {
  const { walletId } = await makeReader(100_000n);
  await topUp(walletId, 1_000n);
  for (let k = 0; k < 30; k += 1) for await (const _line of streamWalletStatement(walletId, 1)) break;
  expect(pool.waitingCount).toBe(0);
  expect(pool.idleCount).toBe(pool.totalCount);
});

test('and the ledger balances after all of it', async () => {
  expect(await listBrokenLaws()).toEqual([]);
});

import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { getWalletBalance } from '@/lib/ground/ledger/get-wallet-balance';
import { grantPromotion } from '@/lib/ground/ledger/grant-promotion';
import { openWallet } from '@/lib/ground/ledger/open-wallet';
import { spend } from '@/lib/ground/ledger/spend';
import { listBrokenLaws, makeCreator, makeItem, makeReader, one, topUp } from './world';

const creator = await makeCreator();

test('an unlock takes the price from the wallet and credits the creator', async () => {
  const reader = await makeReader(100_000n);
  const itemId = await makeItem(creator, 35_000n);
  const result = await spend({ walletId: reader.walletId, itemId, seenPriceMicros: 35_000n });
  expect(result).toMatchObject({ status: 'unlocked', priceMicros: 35_000n, balanceMicros: 65_000n });
  if (result.status !== 'unlocked') throw new Error('not unlocked');
  expect(Math.abs(result.unlockedAt.getTime() - Date.now())).toBeLessThan(5_000);
  const transfers = await pool.query('SELECT * FROM transfers WHERE ref = $1 AND kind = $2', [
    result.unlockId,
    'unlock',
  ]);
  expect(transfers.rows).toHaveLength(1);
  expect(transfers.rows[0]).toMatchObject({
    amount_micros: '35000',
    credit_account_id: String(creator.pendingAccountId),
    leg: 0,
  });
});

test('a repeat returns the original unlock and charges nothing', async () => {
  const reader = await makeReader(100_000n);
  const itemId = await makeItem(creator, 35_000n);
  const request = { walletId: reader.walletId, itemId, seenPriceMicros: 35_000n };
  const first = await spend(request);
  const again = await spend(request);
  expect(again).toEqual({ ...first, status: 'already_unlocked' });
});

test('the same request 1,000 times at once is one unlock', async () => {
  const reader = await makeReader(100_000n);
  const itemId = await makeItem(creator, 35_000n);
  const request = { walletId: reader.walletId, itemId, seenPriceMicros: 35_000n };
  const results = await Promise.all(Array.from({ length: 1000 }, () => spend(request)));
  expect(results.filter((result) => result.status === 'unlocked')).toHaveLength(1);
  expect(results.filter((result) => result.status === 'already_unlocked')).toHaveLength(999);
  expect(new Set(results.map((result) => ('unlockId' in result ? result.unlockId : 0n))).size).toBe(1);
  expect((await getWalletBalance(reader.walletId)).totalMicros).toBe(65_000n);
});

test('each refusal has its status and takes nothing', async () => {
  const reader = await makeReader(10_000n);
  const { walletId } = reader;
  const dear = await makeItem(creator, 10_001n);
  const draft = await makeItem(creator, 1_000n);
  await pool.query(`UPDATE items SET status = 'withdrawn' WHERE id = $1`, [draft]);
  const tomorrow = await makeItem(creator, 1_000n);
  await pool.query(`UPDATE items SET published_at = now() + interval '1 day' WHERE id = $1`, [tomorrow]);
  const inWon = await makeItem(await makeCreator('krw'), 5_000n, 'krw');
  const cheap = await makeItem(creator, 1_000n);

  const ask = (itemId: bigint, seenPriceMicros: bigint) => spend({ walletId, itemId, seenPriceMicros });
  const balanceMicros = 10_000n;
  expect(await ask(dear, 10_001n)).toEqual({
    status: 'insufficient_funds',
    priceMicros: 10_001n,
    balanceMicros,
  });
  expect(await ask(draft, 1_000n)).toEqual({ status: 'item_unavailable', priceMicros: null, balanceMicros });
  expect(await ask(tomorrow, 1_000n)).toEqual({
    status: 'item_unavailable',
    priceMicros: null,
    balanceMicros,
  });
  expect(await ask(inWon, 5_000n)).toEqual({ status: 'item_unavailable', priceMicros: null, balanceMicros });
  expect(await ask(9_999_999n, 1_000n)).toEqual({
    status: 'item_unavailable',
    priceMicros: null,
    balanceMicros,
  });
  expect(await ask(cheap, 999n)).toEqual({ status: 'price_changed', priceMicros: 1_000n, balanceMicros });
  await pool.query(`UPDATE wallets SET status = 'frozen' WHERE id = $1`, [walletId]);
  expect(await ask(cheap, 1_000n)).toEqual({ status: 'wallet_frozen', priceMicros: 1_000n, balanceMicros });
  expect(
    (await one<{ n: string }>('SELECT count(*) AS n FROM unlocks WHERE wallet_id = $1', [walletId])).n,
  ).toBe('0');
});

test('a withdrawn item that the reader owns is still theirs', async () => {
  const reader = await makeReader(10_000n);
  const itemId = await makeItem(creator, 1_000n);
  const request = { walletId: reader.walletId, itemId, seenPriceMicros: 1_000n };
  const first = await spend(request);
  await pool.query(`UPDATE items SET status = 'withdrawn' WHERE id = $1`, [itemId]);
  expect(await spend(request)).toEqual({ ...first, status: 'already_unlocked' });
});

test('gifts go first, the soonest to expire before others, an unlock may drain several', async () => {
  const reader = await makeReader(50_000n);
  const { walletId } = reader;
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
  const gift = (grantKey: string, amountMicros: bigint, expiresAt: Date | null) =>
    grantPromotion(db, { walletId, amountMicros, grantKey, expiresAt });
  await gift('forever', 10_000n, null);
  await gift('later', 10_000n, inDays(9));
  await gift('soon', 10_000n, inDays(2));
  await gift('gone', 99_000n, inDays(-1));
  expect(await getWalletBalance(walletId)).toMatchObject({
    paidMicros: 50_000n,
    giftMicros: 30_000n,
    totalMicros: 80_000n,
  });

  const itemId = await makeItem(creator, 42_000n);
  const result = await spend({ walletId, itemId, seenPriceMicros: 42_000n });
  expect(result).toMatchObject({ status: 'unlocked', balanceMicros: 38_000n });
  const { rows } = await pool.query(
    `SELECT t.amount_micros, g.grant_key FROM transfers t LEFT JOIN grants g
      ON g.lot_account_id = t.debit_account_id
     WHERE t.kind = 'unlock' AND t.ref = $1 ORDER BY leg`,
    ['unlockId' in result ? result.unlockId : 0n],
  );
  expect(rows.map((row) => [row.grant_key, row.amount_micros])).toEqual([
    ['soon', '10000'],
    ['later', '10000'],
    ['forever', '10000'],
    [null, '12000'],
  ]);
  expect(await getWalletBalance(walletId)).toMatchObject({ paidMicros: 38_000n, giftMicros: 0n });
});

test('a wallet’s requests are served in order; a refused one leaves its money to the next', async () => {
  const { walletId } = await makeReader(100n * 1_000n);
  const prices = [60_000n, 50_000n, 30_000n, 10_000n, 1_000n];
  const items = await Promise.all(prices.map((price) => makeItem(creator, price)));
  const results = await Promise.all(
    items.map((itemId, k) => spend({ walletId, itemId, seenPriceMicros: prices[k] ?? 0n })),
  );
  expect(results.map((result) => [result.status, result.balanceMicros])).toEqual([
    ['unlocked', 40_000n],
    ['insufficient_funds', 40_000n],
    ['unlocked', 10_000n],
    ['unlocked', 0n],
    ['insufficient_funds', 0n],
  ]);
});

test('an item is bought once per reader, whichever wallet pays', async () => {
  const reader = await makeReader(100_000n);
  const won = await openWallet(db, { userId: reader.userId, currency: 'krw' });
  await topUp(won.id, 100_000n);
  const itemId = await makeItem(creator, 5_000n);
  const wonCreator = await pool.query(`SELECT creator_account($1, 'creator_pending', 'krw') AS id`, [
    creator.creatorId,
  ]);
  await pool.query(`INSERT INTO item_prices VALUES ($1, 'krw', 7000, $2)`, [itemId, wonCreator.rows[0].id]);
  const results = await Promise.all([
    spend({ walletId: reader.walletId, itemId, seenPriceMicros: 5_000n }),
    spend({ walletId: won.id, itemId, seenPriceMicros: 7_000n }),
  ]);
  expect(results.map((result) => result.status).sort()).toEqual(['already_unlocked', 'unlocked']);
});

test.each([
  [0n, 1n, 1n],
  [1n, -1n, 1n],
  [1n, 1n, 0n],
  [1n, 1n, -5n],
  [1n, 1n, 2n ** 63n],
])('wallet %d, item %d, price %d is refused as invalid', async (walletId, itemId, seenPriceMicros) => {
  await expect(spend({ walletId, itemId, seenPriceMicros })).rejects.toMatchObject({ code: 'invalid_input' });
});

test('an unknown wallet is not found, and its neighbours in the batch are served', async () => {
  const { walletId } = await makeReader(10_000n);
  const itemId = await makeItem(creator, 1_000n);
  const [bad, good] = await Promise.allSettled([
    spend({ walletId: 999_999_999n, itemId, seenPriceMicros: 1_000n }),
    spend({ walletId, itemId, seenPriceMicros: 1_000n }),
  ]);
  expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } });
  expect(good).toMatchObject({ status: 'fulfilled', value: { status: 'unlocked' } });
});

test('and the ledger balances after all of it', async () => {
  expect(await listBrokenLaws()).toEqual([]);
});

import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { callSpend } from '@/lib/ground/ledger/call-spend';
import { getWalletBalance } from '@/lib/ground/ledger/get-wallet-balance';
import { openWallet } from '@/lib/ground/ledger/open-wallet';
import { refundUnlock } from '@/lib/ground/ledger/refund-unlock';
import { spend } from '@/lib/ground/ledger/spend';
import { listBrokenLaws, makeCreator, makeItem, makeReader, one, topUp } from './world';

const creator = await makeCreator();
const policy = { windowMinutes: 30, quota: 100_000, quotaDays: 30 };

test('500 unlocks against 500 refunds of the same items of one reader', async () => {
  const { userId, walletId } = await makeReader(1_000_000n);
  const items = await Promise.all(Array.from({ length: 10 }, () => makeItem(creator, 1_000n)));
  const buy = (k: number) => spend({ walletId, itemId: items[k % 10] ?? 0n, seenPriceMicros: 1_000n });
  const first = await Promise.all(items.map((_item, k) => buy(k)));
  const live = new Map(first.map((result, k) => [k, 'unlockId' in result ? result.unlockId : 0n]));
  await Promise.all([
    ...Array.from({ length: 500 }, async (_, k) => {
      const result = await buy(k);
      if (result.status === 'unlocked') live.set(k % 10, result.unlockId);
    }),
    ...Array.from({ length: 500 }, (_, k) =>
      refundUnlock({ readerId: userId, unlockId: live.get(k % 10) ?? 0n, policy }),
    ),
  ]);
  const { n } = await one<{ n: string }>(
    'SELECT count(*) AS n FROM unlocks WHERE wallet_id = $1 AND refunded_at IS NULL',
    [walletId],
  );
  expect((await getWalletBalance(walletId)).totalMicros).toBe(1_000_000n - BigInt(n) * 1_000n);
});

test('many processes collide on 20 wallets that cannot pay for all: not a micro too much', async () => {
  const readers = await Promise.all(Array.from({ length: 20 }, () => makeReader(30_500n)));
  const items = await Promise.all(Array.from({ length: 50 }, () => makeItem(creator, 1_000n)));
  // callSpend has no lanes: as if each batch came from another web process, the same wallets and items in all
  // of them.
  const shuffled = (seed: number) =>
    readers
      .flatMap((reader, r) =>
        items.map((itemId, i) => ({
          walletId: reader.walletId,
          itemId,
          seenPriceMicros: 1_000n,
          at: (r * 31 + i * 17 + seed * 7919) % 1009,
        })),
      )
      .sort((a, b) => a.at - b.at);
  const answers = await Promise.all(
    Array.from({ length: 8 }, async (_, process) => {
      const requests = shuffled(process);
      const counts = { unlocked: 0, already_unlocked: 0, insufficient_funds: 0 };
      for (let from = 0; from < requests.length; from += 250) {
        for (const answer of await callSpend(requests.slice(from, from + 250)))
          counts[answer.status as keyof typeof counts] += 1;
      }
      return counts;
    }),
  );
  expect(answers.reduce((sum, counts) => sum + counts.unlocked, 0)).toBe(20 * 30);
  for (const counts of answers)
    expect(counts.unlocked + counts.already_unlocked + counts.insufficient_funds).toBe(1_000);
  for (const reader of readers) expect((await getWalletBalance(reader.walletId)).totalMicros).toBe(500n);
});

test('two wallets of one reader storm the same items: each is bought once', async () => {
  const reader = await makeReader(1_000_000n);
  const other = (await openWallet(db, { userId: reader.userId, currency: 'krw' })).id;
  await topUp(other, 1_000_000n);
  const items = await Promise.all(Array.from({ length: 20 }, () => makeItem(creator, 1_000n)));
  const wonPending = await one<{ id: string }>(`SELECT creator_account($1, 'creator_pending', 'krw') AS id`, [
    creator.creatorId,
  ]);
  for (const itemId of items)
    await pool.query(`INSERT INTO item_prices VALUES ($1, 'krw', 2000, $2)`, [itemId, wonPending.id]);
  const results = await Promise.all(
    items.flatMap((itemId) => [
      spend({ walletId: reader.walletId, itemId, seenPriceMicros: 1_000n }),
      spend({ walletId: other, itemId, seenPriceMicros: 2_000n }),
    ]),
  );
  expect(results.filter((result) => result.status === 'unlocked')).toHaveLength(20);
  expect(results.filter((result) => result.status === 'already_unlocked')).toHaveLength(20);
});

test('10,000 requests in one tick are all answered; beyond the queue the answer is busy', async () => {
  const reader = await makeReader(100_000_000n);
  const items = await Promise.all(Array.from({ length: 100 }, () => makeItem(creator, 1_000n)));
  const ask = (k: number) =>
    spend({ walletId: reader.walletId, itemId: items[k % 100] ?? 0n, seenPriceMicros: 1_000n });
  const results = await Promise.all(Array.from({ length: 10_000 }, (_, k) => ask(k)));
  expect(results.filter((result) => result.status === 'unlocked')).toHaveLength(100);
  expect(results.filter((result) => result.status === 'already_unlocked')).toHaveLength(9_900);

  const flood = await Promise.allSettled(Array.from({ length: 12_000 }, (_, k) => ask(k)));
  const refused = flood.filter((result) => result.status === 'rejected');
  expect(refused).toHaveLength(2_000);
  for (const result of refused) expect(result.reason).toMatchObject({ code: 'busy' });
}, 60_000);

test('and the ledger balances after all of it', async () => {
  expect(await listBrokenLaws()).toEqual([]);
});

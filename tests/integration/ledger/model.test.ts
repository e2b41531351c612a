import fc from 'fast-check';
import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { expireGrants } from '@/lib/ground/ledger/expire-grants';
import { getWalletBalance } from '@/lib/ground/ledger/get-wallet-balance';
import { grantPromotion } from '@/lib/ground/ledger/grant-promotion';
import { refundUnlock } from '@/lib/ground/ledger/refund-unlock';
import { spend } from '@/lib/ground/ledger/spend';
import { adjustPaidLot } from './adjust';
import { ModelWallet } from './model';
import { listBrokenLaws, makeCreator, makeItem, makeReader, passDate, topUp } from './world';

const PRICES = [100n, 900n, 3_500n, 12_345n, 50_000n, 250_000n];
const policy = { windowMinutes: 30, quota: 1_000, quotaDays: 30 };
const creators = await Promise.all([makeCreator(), makeCreator(), makeCreator()]);
const items = await Promise.all(
  PRICES.flatMap((price, k) =>
    creators.map(async (creator) => ({ id: await makeItem(creator, price), price, k })),
  ),
);

const amount = fc.bigInt({ min: 1n, max: 60_000n });
const item = fc.nat({ max: items.length - 1 });
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('unlock' as const), item }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('burst' as const),
      items: fc.array(item, { minLength: 2, maxLength: 8 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('refund' as const), item }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('topUp' as const), amount }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('grant' as const),
      amount,
      days: fc.option(fc.integer({ min: 1, max: 9 })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('expire' as const), which: fc.nat({ max: 5 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('adjust' as const),
      amount: fc.bigInt({ min: -30_000n, max: 30_000n }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('limit' as const), amount: fc.option(amount) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

interface Player {
  userId: bigint;
  walletId: bigint;
  model: ModelWallet;
  /** The last unlock of each item, live or taken back. */
  unlocks: Map<number, bigint>;
}

let serial = 0;

async function unlock(player: Player, index: number) {
  const { id, price } = items[index] as (typeof items)[number];
  return spend({ walletId: player.walletId, itemId: id, seenPriceMicros: price });
}

/** Does one step on the real ledger and on the model, and compares what they say. */
async function play(player: Player, now: Step): Promise<void> {
  const { model, walletId } = player;
  switch (now.do) {
    case 'unlock':
    case 'burst': {
      const indexes = now.do === 'unlock' ? [now.item] : now.items;
      // A burst is sent at once; the ledger serves one wallet's requests in the order in which they came.
      const results = await Promise.all(indexes.map((index) => unlock(player, index)));
      for (const [k, index] of indexes.entries()) {
        const result = results[k];
        const expected = model.unlock(index, (items[index] as (typeof items)[number]).price);
        expect(result).toMatchObject({ status: expected });
        if (result?.status === 'unlocked') player.unlocks.set(index, result.unlockId);
        if (result?.status === 'already_unlocked') expect(result.unlockId).toBe(player.unlocks.get(index));
      }
      expect(results.at(-1)?.balanceMicros).toBe(model.spendable);
      break;
    }
    case 'refund': {
      const unlockId = player.unlocks.get(now.item);
      if (unlockId === undefined) return;
      const result = await refundUnlock({ readerId: player.userId, unlockId, policy });
      expect(result.status).toBe(model.refund(now.item));
      if ('balanceMicros' in result) expect(result.balanceMicros).toBe(model.spendable);
      break;
    }
    case 'topUp':
      await topUp(walletId, now.amount);
      model.paid += now.amount;
      break;
    case 'grant': {
      const grantKey = `gift-${++serial}`;
      const expiresAt = now.days === null ? null : new Date(Date.now() + now.days * 86_400_000);
      await grantPromotion(db, { walletId, amountMicros: now.amount, grantKey, expiresAt });
      model.grant(grantKey, now.amount, now.days);
      break;
    }
    case 'expire': {
      const gift = model.gifts.filter((candidate) => !candidate.gone && candidate.days !== null)[now.which];
      if (!gift) return;
      await passDate(walletId, gift.key);
      await expireGrants();
      model.expire(gift.key);
      break;
    }
    case 'adjust': {
      if (now.amount === 0n) return;
      const posting = adjustPaidLot(walletId, now.amount);
      if (model.paid + now.amount < 0n) await expect(posting).rejects.toThrow('lots_balance_check');
      else {
        expect(await posting).toBe(true);
        model.paid += now.amount;
      }
      break;
    }
    case 'limit':
      await pool.query('UPDATE wallets SET daily_limit_micros = $2 WHERE id = $1', [walletId, now.amount]);
      model.limit = now.amount;
      break;
  }
}

async function settleAll(players: Player[]): Promise<void> {
  for (const creator of creators)
    await pool.query('SELECT settle_account($1, clock_timestamp(), 7)', [creator.pendingAccountId]);
  for (const { model } of players) for (const owned of model.owned.values()) owned.settled = true;
}

async function compare({ walletId, model }: Player): Promise<void> {
  const balance = await getWalletBalance(walletId);
  expect(balance).toMatchObject({ paidMicros: model.paid, totalMicros: model.spendable });
  const owned = await pool.query(
    'SELECT count(*)::int AS n FROM unlocks WHERE wallet_id = $1 AND refunded_at IS NULL',
    [walletId],
  );
  expect(owned.rows[0].n).toBe(model.owned.size);
}

test('any mixture of events, many readers at once, follows a simple model and every law', async () => {
  const script = fc.array(step, { minLength: 1, maxLength: 25 });
  const acts = fc.array(fc.array(script, { minLength: 6, maxLength: 6 }), { minLength: 2, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(acts, async (scenes) => {
      const players = await Promise.all(
        Array.from({ length: 6 }, async () => ({
          ...(await makeReader()),
          model: new ModelWallet(),
          unlocks: new Map(),
        })),
      );
      for (const scene of scenes) {
        // Readers act at the same time, each in its own order; settlements fall between the scenes.
        await Promise.all(
          players.map(async (player, k) => {
            for (const now of scene[k] ?? []) await play(player, now);
          }),
        );
        await Promise.all(players.map(compare));
        await settleAll(players);
      }
      expect(await listBrokenLaws()).toEqual([]);
    }),
    { numRuns: Number(process.env.LEDGER_MODEL_RUNS ?? 15), endOnFailure: true },
  );
}, 120_000);

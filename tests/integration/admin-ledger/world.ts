import { afterAll, expect } from 'vitest';
import { pool } from '@/lib/core/db';
import { refundUnlock } from '@/lib/ground/ledger/refund-unlock';
import { spend } from '@/lib/ground/ledger/spend';
import { listBrokenLaws, makeCreator, makeItem, makeReader } from '../ledger/world';

afterAll(async () => {
  expect(await listBrokenLaws()).toEqual([]);
});

/**
 * A reader who tops up, unlocks one thing that is settled, then two more, and takes one back: some of
 * everything. A reader who is given has topped up.
 */
export async function makeStory(given?: Awaited<ReturnType<typeof makeReader>>) {
  const creator = await makeCreator();
  const reader = given ?? (await makeReader(1_000_000n));
  const buy = async (price: bigint) => {
    const itemId = await makeItem(creator, price);
    const bought = await spend({ walletId: reader.walletId, itemId, seenPriceMicros: price });
    if (bought.status !== 'unlocked') throw new Error(bought.status);
    return bought.unlockId;
  };
  const unlocks = [await buy(35_000n)];
  await pool.query('SELECT settle_account($1, clock_timestamp(), 10)', [creator.pendingAccountId]);
  const settledAt = await passMillisecond();
  unlocks.push(await buy(1_234n), await buy(500_000n));
  await refundUnlock({
    readerId: reader.userId,
    unlockId: unlocks[2] ?? 0n,
    policy: { windowMinutes: 30, quota: 10, quotaDays: 30 },
  });
  const { rows } = await pool.query(`SELECT account_id FROM lots WHERE wallet_id = $1`, [reader.walletId]);
  return { creator, reader, unlocks, settledAt, lotId: BigInt(rows[0].account_id) };
}

/** A moment by the database's clock, in whole milliseconds, after all before it and before all later. */
async function passMillisecond(): Promise<Date> {
  const { rows } = await pool.query<{ at: Date }>(
    `SELECT date_trunc('milliseconds', clock_timestamp()) + interval '1 millisecond' AS at`,
  );
  const at = rows[0]?.at as Date;
  for (;;) {
    const { rows: later } = await pool.query('SELECT clock_timestamp() > $1 AS past', [at]);
    if (later[0].past) return at;
  }
}

export const noFilters = { type: '', currency: '', owner: '', kind: '', from: null, at: null };

export const textOf = (body: ReadableStream<Uint8Array>) => new Response(body).text();

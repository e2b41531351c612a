import { pool } from '@/lib/core/db';
import type { Period } from '@/lib/rooms/earnings/period';
import { rebuildEarnings, rollUpEarnings } from '@/lib/rooms/earnings/roll-up';
import type { Filter } from '@/lib/rooms/earnings/sum-rollups';
import { makeCreator, makeItem, makeReader, one } from '../ledger/world';

export { makeCreator, makeItem, makeReader, makeUser, one } from '../ledger/world';

export const POLICY = { windowMinutes: 1440, quota: 1000, quotaDays: 30 };
export const PRICE = 35_000n;

/** Rolls up all there is; a transaction of another test on the same server may ask for patience. */
export async function rollUp(options: Parameters<typeof rollUpEarnings>[0] = {}): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) if (await rollUpEarnings(options)) return;
  throw new Error('the roll-up never got to its end');
}

/** Makes the sums of unlocks and refunds again, up to what is final. */
export async function rebuild(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) if (await rebuildEarnings()) return;
  throw new Error('the sums were never made again');
}

/** A creator with items, and readers with wallets that never run dry. */
export async function makeMarket(items: number, readers: number) {
  const creator = await makeCreator();
  return {
    creator,
    itemIds: await Promise.all(
      Array.from({ length: items }, (_, n) => makeItem(creator, PRICE + BigInt(n) * 7n)),
    ),
    readers: await Promise.all(Array.from({ length: readers }, () => makeReader())),
  };
}
export type Market = Awaited<ReturnType<typeof makeMarket>>;

/**
 * An unlock made at `at`: its row and its transfers, as spend() writes them, with a date that could not be
 * waited for. Resolves to its id, or null if the reader has the item.
 */
export async function unlockAt(
  { creator, itemIds, readers }: Market,
  { item, reader, at, refundAt }: { item: number; reader: number; at: Date; refundAt?: Date },
): Promise<bigint | null> {
  const who = readers[reader];
  const client = await pool.connect();
  try {
    await client.query('BEGIN; SET LOCAL session_replication_role = replica');
    const { rows } = await client.query<{ id: string; price: string }>(
      `INSERT INTO unlocks (wallet_id, reader_id, item_id, price_micros, created_at)
       SELECT $1, $2, $3, price_micros, $4 FROM item_prices WHERE item_id = $3
       ON CONFLICT DO NOTHING RETURNING id, price_micros AS price`,
      [who?.walletId, who?.userId, itemIds[item], at],
    );
    const [made] = rows;
    if (made) {
      await client.query(
        `INSERT INTO transfers (ref, kind, leg, debit_account_id, credit_account_id, amount_micros,
          created_at)
         SELECT $1, 'unlock', 0, account_id, $2, $3, $4 FROM lots WHERE wallet_id = $5`,
        [made.id, creator.pendingAccountId, made.price, at, who?.walletId],
      );
    }
    await client.query('COMMIT');
    if (made && refundAt) await refundAtTime(BigInt(made.id), refundAt);
    return made ? BigInt(made.id) : null;
  } finally {
    client.release();
  }
}

/** Takes an unlock back at a moment of the test's choosing. */
export async function refundAtTime(unlockId: bigint, at: Date): Promise<void> {
  await pool.query(
    `WITH taken AS (UPDATE unlocks SET refunded_at = greatest($2, created_at) WHERE id = $1
      AND refunded_at IS NULL RETURNING id, refunded_at)
     INSERT INTO transfers (ref, kind, leg, debit_account_id, credit_account_id, amount_micros, created_at)
     SELECT t.ref, 'unlock_refund', t.leg, t.credit_account_id, t.debit_account_id, t.amount_micros,
       taken.refunded_at
     FROM taken JOIN transfers t ON t.ref = taken.id AND t.kind = 'unlock'`,
    [unlockId, at],
  );
}

/** The figures of a period straight from the ledger's rows, its days as PostgreSQL knows the zone. */
export async function readTruth(
  creator: { creatorId: bigint; pendingAccountId: bigint },
  period: Period,
  filter: Filter,
) {
  const narrow = {
    all: 'true',
    item: 'u.item_id::text = $5',
    source: `coalesce((SELECT source FROM view_before_unlock(u.reader_id, u.item_id, u.created_at)),
      'unknown') = $5`,
    country: `coalesce((SELECT country FROM view_before_unlock(u.reader_id, u.item_id, u.created_at)),
      'unknown') = $5`,
  }[filter.dimension];
  const inPeriod = (at: string) => `(${at} AT TIME ZONE $2)::date BETWEEN $3 AND $4`;
  const values = [creator.pendingAccountId, period.zone, period.firstDay, period.lastDay];
  const money = await one<Record<string, string>>(
    `SELECT count(DISTINCT t.ref) FILTER (WHERE t.kind = 'unlock') AS unlocks,
       coalesce(sum(t.amount_micros) FILTER (WHERE t.kind = 'unlock'), 0) AS unlock_micros,
       count(DISTINCT t.ref) FILTER (WHERE t.kind = 'unlock_refund') AS refunds,
       coalesce(sum(t.amount_micros) FILTER (WHERE t.kind = 'unlock_refund'), 0) AS refund_micros
     FROM transfers t JOIN unlocks u ON u.id = t.ref
     WHERE $1 IN (t.credit_account_id, t.debit_account_id) AND t.kind IN ('unlock', 'unlock_refund')
       AND ${inPeriod('t.created_at')} AND ${narrow} AND $5::text IS NOT NULL`,
    [...values, filter.key],
  );
  const kept = await one<Record<string, string>>(
    `SELECT count(*) AS readers, count(*) FILTER (WHERE n > 1) AS repeat FROM (
       SELECT u.reader_id, count(DISTINCT u.id) AS n FROM unlocks u JOIN transfers t ON t.ref = u.id
         AND t.kind = 'unlock'
       WHERE t.credit_account_id = $1 AND u.refunded_at IS NULL AND ${inPeriod('u.created_at')}
        GROUP BY 1) k`,
    values,
  );
  const viewed = await one<{ views: string }>(
    `SELECT count(*) AS views FROM item_views v JOIN items i ON i.id = v.item_id
     WHERE i.creator_id = $1 AND ${inPeriod('v.at')} AND $5::text IS NOT NULL AND ${
       { all: 'true', item: 'v.item_id::text = $5', source: 'v.source = $5', country: 'v.country = $5' }[
         filter.dimension
       ]
     }`,
    [creator.creatorId, ...values.slice(1), filter.key],
  );
  return {
    totals: {
      unlocks: Number(money.unlocks),
      unlockMicros: BigInt(money.unlock_micros ?? 0),
      refunds: Number(money.refunds),
      refundMicros: BigInt(money.refund_micros ?? 0),
      views: Number(viewed.views),
    },
    readers: { readers: Number(kept.readers), repeatReaders: Number(kept.repeat) },
  };
}

import 'server-only';
import type { Snapshot } from './read-snapshot';

/** Everything that a creator ever earned, and all that was taken back: a few dozen rows and the tail. */
export async function sumLifetime(
  { rows, progress }: Snapshot,
  creatorId: bigint,
  currency: string,
): Promise<{ unlockMicros: bigint; refundMicros: bigint }> {
  const [row] = await rows<{ unlocked: string; refunded: string }>(
    `WITH late AS (
       SELECT u.price_micros AS unlocked, 0 AS refunded FROM unlock_facts u
       JOIN items i ON i.id = u.item_id AND i.creator_id = $1 WHERE u.id > $3 AND u.currency = $2
       UNION ALL
       SELECT 0, n.price_micros FROM unlock_refund_facts n
       JOIN items i ON i.id = n.item_id AND i.creator_id = $1 WHERE n.id > $4 AND n.currency = $2
       UNION ALL
       SELECT unlock_micros, refund_micros FROM earnings_rollups
       WHERE creator_id = $1 AND currency = $2 AND dimension = 'all' AND tier = 'month'
     )
     SELECT coalesce(sum(unlocked), 0) AS unlocked, coalesce(sum(refunded), 0) AS refunded FROM late`,
    [creatorId, currency, progress.unlockId, progress.refundId],
  );
  return { unlockMicros: BigInt(row?.unlocked ?? 0), refundMicros: BigInt(row?.refunded ?? 0) };
}

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
       SELECT u.price_micros AS unlocked, 0 AS refunded FROM unlocks u
       JOIN items i ON i.id = u.item_id AND i.creator_id = $1 JOIN wallets w ON w.id = u.wallet_id AND w.currency = $2
       WHERE u.id > $3
       UNION ALL
       SELECT 0, u.price_micros FROM unlock_refunds n JOIN unlocks u ON u.id = n.unlock_id
       JOIN items i ON i.id = u.item_id AND i.creator_id = $1 JOIN wallets w ON w.id = u.wallet_id AND w.currency = $2
       WHERE n.id > $4
       UNION ALL
       SELECT unlock_micros, refund_micros FROM earnings_rollups
       WHERE creator_id = $1 AND currency = $2 AND dimension = 'all' AND tier = 'month'
     )
     SELECT coalesce(sum(unlocked), 0) AS unlocked, coalesce(sum(refunded), 0) AS refunded FROM late`,
    [creatorId, currency, progress.unlockId, progress.refundId],
  );
  return { unlockMicros: BigInt(row?.unlocked ?? 0), refundMicros: BigInt(row?.refunded ?? 0) };
}

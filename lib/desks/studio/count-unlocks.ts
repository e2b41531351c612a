import 'server-only';
import { CURRENCIES } from '@/lib/core/currencies';
import { pool } from '@/lib/core/db';

// The sums that the earnings keep, and what came after them: one statement, so that no unlock is in both or
// in neither.
const COUNT = `
  SELECT item_id, sum(unlocks)::int AS unlocks FROM (
    SELECT key::bigint AS item_id, unlocks - refunds AS unlocks FROM earnings_rollups
    WHERE creator_id = $1 AND currency = ANY ($3) AND dimension = 'item' AND tier = 'month'
      AND key = ANY ($2::text[])
    UNION ALL
    SELECT u.item_id, 1 FROM unlock_facts u
    WHERE u.id > (SELECT unlock_id FROM earnings_progress) AND u.item_id = ANY ($2::bigint[])
    UNION ALL
    SELECT n.item_id, -1 FROM unlock_refund_facts n
    WHERE n.id > (SELECT refund_id FROM earnings_progress) AND n.item_id = ANY ($2::bigint[])
  ) counted GROUP BY item_id`;

/** How many unlocks each of a creator's items has, less those taken back; none are left out. */
export async function countUnlocks(creatorId: bigint, itemIds: bigint[]): Promise<Map<bigint, number>> {
  if (itemIds.length === 0) return new Map();
  const { rows } = await pool.query<{ item_id: string; unlocks: number }>({
    name: 'count-own-unlocks',
    text: COUNT,
    values: [creatorId, itemIds.map(String), Object.keys(CURRENCIES)],
  });
  return new Map(rows.map((row) => [BigInt(row.item_id), row.unlocks]));
}

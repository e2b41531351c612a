import 'server-only';
import { pool } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';

/** Throws `own_item` when this person made the item: nobody pays for their own. */
export async function refuseOwnItem(userId: bigint, itemId: bigint): Promise<void> {
  const { rows } = await pool.query({
    name: 'is-own-item',
    text: 'SELECT 1 FROM creators c JOIN items i ON i.creator_id = c.id WHERE c.user_id = $1 AND i.id = $2',
    values: [userId, itemId],
  });
  if (rows.length > 0) throw new DomainError('own_item');
}

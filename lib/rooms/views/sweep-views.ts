import 'server-only';
import { pool } from '@/lib/core/db';

/** A view is asked for by the unlocks after it; then it is a reading habit that is nobody's business. */
const VIEW_DAYS = 35;
const SALT_DAYS = 2;
const BATCH = 5_000;

/** Deletes views that are counted and old, oldest first, and salts and hosts of past days. */
export async function sweepViews(): Promise<void> {
  await pool.query(
    `DELETE FROM item_views v USING (SELECT id, day FROM item_views ORDER BY id
      LIMIT $2) old, earnings_progress p
     WHERE v.id = old.id AND old.id <= p.view_id AND old.day < current_date - $1::int`,
    [VIEW_DAYS, BATCH],
  );
  await pool.query('DELETE FROM view_hosts WHERE day < current_date - $1::int', [SALT_DAYS]);
  await pool.query('DELETE FROM view_salts WHERE day < current_date - $1::int', [SALT_DAYS]);
}

import { pool } from '../../db';

/** Jobs that failed for good and are still on record; null where no worker has ever run. */
export async function countFailedJobs(): Promise<number | null> {
  const there = await pool.query<{ there: boolean }>(
    `SELECT to_regclass('graphile_worker.jobs') IS NOT NULL AS there`,
  );
  if (!there.rows[0]?.there) return null;
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE attempts >= max_attempts AND locked_at IS NULL AND last_error IS NOT NULL',
  );
  return rows[0]?.count ?? 0;
}

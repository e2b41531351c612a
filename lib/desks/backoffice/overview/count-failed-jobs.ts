import { cache } from 'react';
import { pool } from '@/lib/core/db';

export interface FailedJobs {
  count: number;
  /** By the day (`2026-11-22`, UTC) of their last try. */
  byDay: Map<string, number>;
}

/** Jobs that failed for good and are still on record, once per page; null where no worker ever ran. */
export const countFailedJobs = cache(async (): Promise<FailedJobs | null> => {
  const there = await pool.query<{ there: boolean }>(
    `SELECT to_regclass('graphile_worker.jobs') IS NOT NULL AS there`,
  );
  if (!there.rows[0]?.there) return null;
  const { rows } = await pool.query<{ day: string; count: number }>(
    `SELECT (updated_at AT TIME ZONE 'UTC')::date::text AS day, count(*)::int AS count
      FROM graphile_worker.jobs
     WHERE attempts >= max_attempts AND locked_at IS NULL AND last_error IS NOT NULL GROUP BY 1`,
  );
  return {
    count: rows.reduce((all, { count }) => all + count, 0),
    byDay: new Map(rows.map(({ day, count }) => [day, count])),
  };
});

import 'server-only';
import { pool } from '@/lib/core/db';
import { isTimeZone } from '@/lib/core/time-zone';

/**
 * Where a creator's days begin: in the zone that their sums are of, which follows the one they chose within a
 * minute. UTC if the name is one that this server does not know.
 */
export async function getTimeZone(creatorId: bigint): Promise<string> {
  const { rows } = await pool.query<{ zone: string }>(
    `SELECT coalesce(z.zone, c.time_zone) AS zone FROM creators c LEFT JOIN earnings_zones z
      ON z.creator_id = c.id WHERE c.id = $1`,
    [creatorId],
  );
  return rows[0] && isTimeZone(rows[0].zone) ? rows[0].zone : 'UTC';
}

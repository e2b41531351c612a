import 'server-only';
import { pool } from '@/lib/core/db';
import { isTimeZone } from '@/lib/core/time-zone';

/** Where a creator's days begin: the zone of their sums. UTC if this server doesn't know its name. */
export async function getTimeZone(creatorId: bigint): Promise<string> {
  const { rows } = await pool.query<{ zone: string }>(
    `SELECT coalesce(z.zone, c.time_zone) AS zone FROM creators c LEFT JOIN earnings_zones z
      ON z.creator_id = c.id WHERE c.id = $1`,
    [creatorId],
  );
  return rows[0] && isTimeZone(rows[0].zone) ? rows[0].zone : 'UTC';
}

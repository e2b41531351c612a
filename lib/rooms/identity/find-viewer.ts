import { pool } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import { PROOF_MINUTES } from './proof';
import type { Viewer } from './viewer';

interface Row {
  user_id: string;
  email: string;
  name: string | null;
  time_zone: string | null;
  role: Viewer['role'];
  admin_role: Viewer['adminRole'];
  proved: boolean;
  factor: boolean;
  stale: boolean;
}

/** A session unused for so long is over, an admin's much sooner. Visits are noted every five minutes. */
const IDLE_DAYS = 30;
const ADMIN_IDLE_HOURS = 12;

// On the path of every unlock: one prepared statement on two primary keys, without Prisma.
const FIND = {
  name: 'find-viewer',
  text: `SELECT u.id AS user_id, u.email, u.name, u.time_zone, u.role, u.admin_role, s.last_seen_at < now() -
    interval '5 minutes' AS stale,
           coalesce(s.proved_at > now() - interval '${PROOF_MINUTES} minutes', false) AS proved,
           u.admin_role IS NOT NULL AND EXISTS (SELECT FROM second_factors f WHERE f.user_id = u.id
             AND f.confirmed_at IS NOT NULL) AS factor
         FROM sessions s JOIN users u ON u.id = s.user_id
         WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > now() AND NOT s.awaits_second_factor
           AND s.last_seen_at > now() - CASE WHEN u.admin_role IS NULL THEN interval '${IDLE_DAYS} days'
             ELSE interval '${ADMIN_IDLE_HOURS} hours' END`,
};

/** Who a live session belongs to, or null; notes the visit at most once in five minutes. */
export async function findViewer(sessionId: string): Promise<Viewer | null> {
  const { rows } = await pool.query<Row>({ ...FIND, values: [sessionId] });
  const row = rows[0];
  if (!row) return null;
  if (row.stale) await noteVisit(sessionId);
  return {
    userId: BigInt(row.user_id),
    sessionId,
    email: row.email,
    name: row.name,
    timeZone: row.time_zone,
    role: row.role,
    adminRole: row.admin_role,
    hasSecondFactor: row.factor,
    isProved: row.proved,
  };
}

async function noteVisit(sessionId: string): Promise<void> {
  try {
    await pool.query(
      `UPDATE sessions SET last_seen_at = now()
     WHERE id = $1 AND last_seen_at < now() - interval '5 minutes'`,
      [sessionId],
    );
  } catch (error) {
    // The note is a convenience of the settings page: it must not cost anyone the page they asked for.
    log.warn({ err: error }, 'a visit could not be noted');
  }
}

import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import { pool } from '../db';

export interface View {
  itemId: bigint;
  /** Null: not signed in. */
  readerId: bigint | null;
  address: string;
  userAgent: string;
  source: string;
  country: string;
}

let known: { day: string; salt: Buffer } | undefined;

/** The random salt of a day (UTC), the same in every process. Deleted soon after, and then no hash can be told from another. */
async function saltOf(day: string): Promise<Buffer> {
  if (known?.day === day) return known.salt;
  await pool.query('INSERT INTO view_salts (day, salt) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    day,
    randomBytes(32),
  ]);
  const { rows } = await pool.query<{ salt: Buffer }>('SELECT salt FROM view_salts WHERE day = $1', [day]);
  if (!rows[0]) throw new Error(`the day ${day} has no salt`);
  known = { day, salt: rows[0].salt };
  return known.salt;
}

/**
 * Counts a view of an item: one per person, item and day (UTC). Who is not signed in is known for that day by a salted
 * hash; nothing else of them is kept. A creator's own views are not counted. Resolves to whether it counted.
 */
export async function recordView(view: View, now = new Date()): Promise<boolean> {
  const day = now.toISOString().slice(0, 10);
  const hash = createHash('sha256')
    .update(await saltOf(day))
    .update(`${view.address}\n${view.userAgent}`)
    .digest()
    .subarray(0, 16);
  const { rows } = await pool.query<{ counted: boolean }>({
    name: 'record-view',
    text: `SELECT record_view($1, $2, $3, $4, $5, $6) AS counted WHERE NOT EXISTS (
      SELECT FROM items i JOIN creators c ON c.id = i.creator_id WHERE i.id = $1 AND c.user_id = $3)`,
    values: [view.itemId, day, view.readerId, hash, view.source, view.country],
  });
  return rows[0]?.counted ?? false;
}

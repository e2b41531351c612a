import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import type { QueryResult } from 'pg';
import { pool } from '../../core/db.ts';

export interface View {
  itemId: bigint;
  /** Null: not signed in. */
  readerId: bigint | null;
  address: string;
  userAgent: string;
  source: string;
  country: string;
}

interface Queryable {
  // biome-ignore lint/suspicious/noExplicitAny: rows are whatever is asked for, as in pg itself.
  query(text: string, values: unknown[]): Promise<QueryResult<any>>;
}

let known: { day: string; salt: Buffer } | undefined;

/** The random salt of a day (UTC), one for all processes. It is deleted soon, and hashes tell nothing. */
async function saltOf(day: string, on: Queryable): Promise<Buffer> {
  if (known?.day === day) return known.salt;
  await on.query('INSERT INTO view_salts (day, salt) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    day,
    randomBytes(32),
  ]);
  const { rows } = await on.query('SELECT salt FROM view_salts WHERE day = $1', [day]);
  if (!rows[0]) throw new Error(`the day ${day} has no salt`);
  known = { day, salt: rows[0].salt };
  return known.salt;
}

/**
 * Counts a view of an item: one per person, item and day (UTC). Who is not signed in is known for that day by
 * a salted hash; nothing else of them is kept. A creator's own views are not counted. Resolves to whether it
 * counted.
 */
export async function recordView(view: View, now = new Date()): Promise<boolean> {
  const day = dayOf(now);
  const hash = hashOf(view, await saltOf(day, pool));
  const { rows } = await pool.query<{ counted: boolean }>({
    name: 'record-view',
    text: `SELECT record_view($1, $2, $3, $4, $5, $6) AS counted WHERE NOT EXISTS (
      SELECT FROM items i JOIN creators c ON c.id = i.creator_id WHERE i.id = $1 AND c.user_id = $3)`,
    values: [view.itemId, day, view.readerId, hash, view.source, view.country],
  });
  return rows[0]?.counted ?? false;
}

export interface AnonymousView extends View {
  readerId: null;
  at: Date;
}

/** What was counted lately, so a returning visitor costs no query. Bounded; the database decides. */
const counted = new Set<string>();
const MOST_COUNTED = 100_000;

/** The same for many anonymous views in one call. Items that are gone by now are left out. */
export async function recordViews(views: AnonymousView[], on: Queryable): Promise<void> {
  const fresh = new Map<string, { view: AnonymousView; day: string; hash: Buffer }>();
  for (const view of views) {
    const day = dayOf(view.at);
    const hash = hashOf(view, await saltOf(day, on));
    const key = `${day} ${view.itemId} ${hash.toString('base64')}`;
    if (!counted.has(key) && !fresh.has(key)) fresh.set(key, { view, day, hash });
  }
  if (fresh.size === 0) return;
  const rows = [...fresh.values()];
  await on.query(
    `SELECT record_view(v.item, v.day, NULL, v.hash, v.source, v.country)
     FROM unnest($1::bigint[], $2::date[], $3::bytea[], $4::text[], $5::text[]) AS v (item, day, hash,
       source, country)
     JOIN items i ON i.id = v.item ORDER BY v.item, v.hash`,
    [
      rows.map(({ view }) => view.itemId),
      rows.map(({ day }) => day),
      rows.map(({ hash }) => hash),
      rows.map(({ view }) => view.source),
      rows.map(({ view }) => view.country),
    ],
  );
  if (counted.size + fresh.size > MOST_COUNTED) counted.clear();
  for (const key of fresh.keys()) counted.add(key);
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10);

function hashOf(view: View, salt: Buffer): Buffer {
  return createHash('sha256')
    .update(salt)
    .update(`${view.address}\n${view.userAgent}`)
    .digest()
    .subarray(0, 16);
}

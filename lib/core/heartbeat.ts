import 'server-only';
import { randomUUID } from 'node:crypto';
import { pool } from './db';
import { log } from './log';

const BEAT_MS = 10_000;
/** A worker that was not heard of for this long counts as gone. */
export const SILENCE_SECONDS = 60;

/** Writes every few seconds that this worker lives, until the returned function takes the row away. */
export async function startHeartbeat(): Promise<() => Promise<void>> {
  const id = randomUUID();
  await beat(id);
  const timer = setInterval(() => {
    beat(id).catch((error: unknown) => log.warn({ err: error }, 'the heartbeat could not be written'));
  }, BEAT_MS);
  return async () => {
    clearInterval(timer);
    await pool.query('DELETE FROM worker_heartbeats WHERE id = $1', [id]);
  };
}

async function beat(id: string): Promise<void> {
  await pool.query(
    `INSERT INTO worker_heartbeats (id, seen_at) VALUES ($1, clock_timestamp())
     ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at`,
    [id],
  );
}

/** Seconds since any worker was last heard of, by the database's clock; null: there is none. */
export async function secondsSinceHeartbeat(): Promise<number | null> {
  const { rows } = await pool.query<{ seconds: number | null }>(
    'SELECT extract(epoch FROM clock_timestamp() - max(seen_at))::float8 AS seconds FROM worker_heartbeats',
  );
  return rows[0]?.seconds ?? null;
}

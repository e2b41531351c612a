import 'server-only';
import type { PoolClient, QueryResultRow } from 'pg';
import { pool } from '../db';

/** How far the sums go; what lies above these ids is added from the rows themselves. */
export interface Progress {
  unlockId: string;
  refundId: string;
  viewId: string;
}

export interface Snapshot {
  progress: Progress;
  rows<T extends QueryResultRow>(text: string, values: unknown[]): Promise<T[]>;
}

/**
 * Reads several things as of one moment, so that the job cannot move a row from the tail into the sums in between, and
 * every figure on a page agrees with the others.
 */
export async function readSnapshot<T>(read: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    // The readers of a year are counted in memory; compiling such queries takes longer than running them.
    await client.query(
      `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL jit = off; SET LOCAL work_mem = '32MB'`,
    );
    const result = await read({ progress: await readProgress(client), rows: rowsOf(client) });
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((lost) => {
      broken = lost;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

const rowsOf =
  (client: PoolClient) =>
  async <T extends QueryResultRow>(text: string, values: unknown[]): Promise<T[]> =>
    (await client.query<T>(text, values)).rows;

async function readProgress(client: PoolClient): Promise<Progress> {
  const { rows } = await client.query<{ unlock_id: string; refund_id: string; view_id: string }>(
    'SELECT unlock_id, refund_id, view_id FROM earnings_progress',
  );
  const [row] = rows;
  if (!row) throw new Error('earnings_progress has lost its row');
  return { unlockId: row.unlock_id, refundId: row.refund_id, viewId: row.view_id };
}

import 'server-only';
import type { PoolClient, QueryResult, QueryResultRow } from 'pg';
import { pool } from '@/lib/core/db';

/** How far the sums go; what lies above these ids is added from the rows themselves. */
interface Progress {
  unlockId: string;
  refundId: string;
  viewId: string;
}

export interface Snapshot {
  progress: Progress;
  rows<T extends QueryResultRow>(text: string, values: unknown[]): Promise<T[]>;
}

/** Reads several things as of one moment, so that every figure on a page agrees with the others. */
export async function readSnapshot<T>(read: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const progress = await begin(client);
    const result = await read({ progress, rows: rowsOf(client) });
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

/** Begins, and reads the mark, in one round trip. */
async function begin(client: PoolClient): Promise<Progress> {
  // The readers of a year are counted in memory; compiling such queries takes longer than running them.
  const results: unknown = await client.query(
    `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL jit = off; SET LOCAL work_mem = '32MB';
     SELECT unlock_id AS "unlockId", refund_id AS "refundId", view_id AS "viewId" FROM earnings_progress`,
  );
  // Several statements answer with several results, which the driver's types do not know.
  const row = (results as QueryResult<Progress & QueryResultRow>[]).at(-1)?.rows[0];
  if (!row) throw new Error('earnings_progress has lost its row');
  return row;
}

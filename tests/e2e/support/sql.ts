import type { QueryResultRow } from 'pg';
import { pool } from '../../../lib/core/db.ts';

/** Runs SQL on the database under test; for setting scenes and for reading the truth. */
export async function sql<T extends QueryResultRow>(text: string, values: unknown[] = []): Promise<T[]> {
  return (await pool.query<T>(text, values)).rows;
}

import type { ClientBase } from 'pg';
import { LAWS } from './laws.ts';

export interface LawReport {
  name: string;
  figures: Record<string, string>;
  /** At most `limit` of the rows that break the law. */
  offenders: Record<string, unknown>[];
  seconds: number;
}

/**
 * Checks every law on one snapshot of the database, one report after the other. Reads only; blocks nobody.
 * The caller gives the connection, and it is in no transaction before or after.
 */
export async function* reconcile(client: ClientBase, limit = 20): AsyncGenerator<LawReport> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    // Enough for hashing a few hundred thousand accounts; what needs more goes to disk. Every law reads whole
    // tables: look-ups row by row, which a LIMIT tempts the planner into, would take hours.
    await client.query(`SET LOCAL work_mem = '64MB'; SET LOCAL enable_nestloop = off`);
    for (const law of LAWS) {
      const start = performance.now();
      const figures = await client.query<Record<string, string>>(law.figures);
      const offenders = await client.query<Record<string, unknown>>(
        `WITH broken AS MATERIALIZED (${law.offenders}) SELECT * FROM broken LIMIT ${limit}`,
      );
      const seconds = (performance.now() - start) / 1000;
      yield { name: law.name, figures: figures.rows[0] ?? {}, offenders: offenders.rows, seconds };
    }
  } finally {
    await client.query('ROLLBACK');
  }
}

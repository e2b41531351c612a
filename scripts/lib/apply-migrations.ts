import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { refuseBeforeBaseline } from '../../lib/core/before-baseline.ts';

// The lock that Prisma Migrate itself takes, so that the two never run at once.
const PRISMA_MIGRATE_LOCK = 72707369;

const BOOKKEEPING = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name
    varchar(255) NOT NULL,
  logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count
    integer NOT NULL DEFAULT 0)`;

interface Options {
  dir?: string;
  /** Which migrations count, by their text; all of them by default. */
  only?: (sql: string) => boolean;
}

/**
 * Applies what is new in `prisma/migrations`, in order, each in one transaction, and keeps Prisma's own
 * books, so that `prisma migrate deploy` accepts the result. Needed where Prisma's native engine cannot be
 * downloaded. Throws if an applied migration was edited since, or was left half done, or if the database is
 * from before the baseline. Returns the names applied now.
 */
export async function applyMigrations(
  databaseUrl: string,
  { dir = 'prisma/migrations', only = () => true }: Options = {},
): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_MIGRATE_LOCK]);
    await client.query(BOOKKEEPING);
    const rows = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
      'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    );
    const known = new Map(rows.rows.map((row) => [row.migration_name, row]));
    refuseBeforeBaseline(known);
    const applied: string[] = [];
    for (const name of listMigrations(dir)) {
      const sql = readFileSync(join(dir, name, 'migration.sql'), 'utf8');
      if (!only(sql)) continue;
      const checksum = createHash('sha256').update(sql).digest('hex');
      const earlier = known.get(name);
      if (earlier) {
        if (!earlier.finished_at)
          throw new Error(`Migration ${name} was left half done; see docs/operations.md.`);
        if (earlier.checksum !== checksum)
          throw new Error(`Migration ${name} was edited after it was applied.`);
        continue;
      }
      await applyOne(client, name, sql, checksum);
      applied.push(name);
    }
    return applied;
  } finally {
    await client.end();
  }
}

function listMigrations(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function applyOne(client: pg.Client, name: string, sql: string, checksum: string): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
        VALUES ($1, $2, now(), $3, 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`Migration ${name} failed and was rolled back: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

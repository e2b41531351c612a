import 'server-only';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { refuseBeforeBaseline } from '@/lib/core/before-baseline';
import { pool } from '@/lib/core/db';

/** The migrations that the database lacks. Throws if it is from before the baseline. */
export async function listPendingMigrations(): Promise<string[]> {
  const folder = join(process.cwd(), 'prisma', 'migrations');
  const entries = await readdir(folder, { withFileTypes: true });
  const { rows } = await pool.query<{ name: string }>(
    `SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL
      AND rolled_back_at IS NULL`,
  );
  const applied = new Set(rows.map(({ name }) => name));
  refuseBeforeBaseline(applied);
  return entries
    .filter((entry) => entry.isDirectory() && !applied.has(entry.name))
    .map(({ name }) => name)
    .sort();
}

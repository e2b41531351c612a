import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { applyMigrations } from './lib/apply-migrations.ts';
import { buildFromFiles } from './lib/build-from-files.ts';
import { readSqlObjects } from './lib/read-sql-objects.ts';
import { startPostgres } from './lib/start-postgres.ts';
import { writeSqlChange } from './lib/write-sql-change.ts';

const MIGRATIONS = join('prisma', 'migrations');
const NAME = /^[a-z][a-z0-9_]{2,59}$/;

/**
 * `npm run db:change -- name_of_it`: makes a migration of what differs between the SQL files (every function,
 * view and trigger, in `lib/**\/sql`) and what the migrations make. To change a rule of the database, change
 * its file, then run this. It works on databases of its own, never on yours; the migration is tried before it
 * is kept; an empty one is refused. Tables are changed by a migration of their own, written by hand beside
 * `prisma/schema`.
 */
async function main(name = ''): Promise<void> {
  if (!NAME.test(name))
    throw new Error('Say what changes, in small letters: npm run db:change -- refunds_name_their_reason');
  const dir = mkdtempSync(join(tmpdir(), 'farthing-change-'));
  const postgres = await startPostgres({ dir: join(dir, 'postgres'), database: 'migrated' });
  try {
    const sql = await writeChange(postgres.url);
    if (!sql) throw new Error('The SQL files are what the migrations make: there is nothing to write.');
    const folder = join(MIGRATIONS, `${nextStamp()}_${name}`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'migration.sql'), sql);
    process.stdout.write(`Wrote ${folder}/migration.sql. Read it, then run npm run db:migrate.\n`);
  } finally {
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The text of the migration, tried on the migrated database; empty when nothing differs. */
async function writeChange(migratedUrl: string): Promise<string> {
  const filesUrl = new URL(migratedUrl);
  filesUrl.pathname = '/files';
  await applyMigrations(migratedUrl);
  const migrated = new pg.Client({ connectionString: migratedUrl });
  await migrated.connect();
  await migrated.query('CREATE DATABASE files');
  const files = await buildFromFiles(filesUrl.href);
  const built = new pg.Client({ connectionString: filesUrl.href });
  await built.connect();
  try {
    const wanted = await readSqlObjects(built);
    const sql = writeSqlChange(files, wanted, await readSqlObjects(migrated));
    if (!sql) return '';
    await migrated.query(sql);
    if (writeSqlChange(files, wanted, await readSqlObjects(migrated)))
      throw new Error('The migration does not lead to what the SQL files say. This is a fault of db:change.');
    return sql;
  } finally {
    await built.end();
    await migrated.end();
  }
}

/** Now, or the second after the latest migration: it must be the last of them. */
function nextStamp(): string {
  const stamps = readdirSync(MIGRATIONS).map((name) => Number(name.split('_')[0]) || 0);
  const now = Number(new Date().toISOString().replace(/\D/g, '').slice(0, 14));
  return String(Math.max(now, 1 + Math.max(...stamps)));
}

main(process.argv[2]).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

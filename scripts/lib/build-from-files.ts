import pg from 'pg';
import { applyMigrations } from './apply-migrations.ts';
import { readSqlFiles, type SqlFile } from './sql-files.ts';
import { MADE_FROM_FILES } from './write-sql-change.ts';

/** Fills an empty database with the migrations' tables and, for what they make of it, the SQL files. */
export async function buildFromFiles(databaseUrl: string): Promise<SqlFile[]> {
  await applyMigrations(databaseUrl, { only: (sql) => !sql.startsWith(MADE_FROM_FILES) });
  const files = readSqlFiles();
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const { path, objects } of files)
      for (const { key, sql } of objects)
        await client.query(sql).catch((error: unknown) => {
          throw new Error(`${path}: ${key}: ${(error as Error).message}`, { cause: error });
        });
  } finally {
    await client.end();
  }
  return files;
}

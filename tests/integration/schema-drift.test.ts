import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { applyMigrations } from '../../scripts/lib/apply-migrations.ts';
import { writeSchemaSql } from '../../scripts/lib/schema-engine.ts';
import { readCatalogue } from './read-catalogue.ts';

// Checked once per statement instead of row by row: see lib/ground/ledger/sql/check_unlocks.sql.
const KEYS_LEFT_OUT = ['unlocks_item_id_fkey', 'unlocks_reader_id_fkey', 'unlocks_wallet_id_fkey'];

test('the migrated database is what prisma/schema says', async () => {
  const migrated = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await migrated.connect();
  const name = `drift_${Date.now()}`;
  await migrated.query(`CREATE DATABASE ${name}`);
  const url = new URL(inject('templateUrl'));
  url.pathname = `/${name}`;
  const described = new pg.Client({ connectionString: url.href });
  try {
    const sql = await writeSchemaSql(url.href);
    await described.connect();
    // An index for searching people needs it; Prisma's SQL does not make extensions.
    await described.query('CREATE EXTENSION pg_trgm');
    await described.query(sql);
    await described.query('CREATE TABLE IF NOT EXISTS _prisma_migrations ()');
    for (const part of ['columns', 'indexes', 'enums'] as const) {
      expect(await readCatalogue(migrated, part), part).toEqual(await readCatalogue(described, part));
    }
    const wanted = (await readCatalogue(described, 'keys')) as { conname: string }[];
    expect(await readCatalogue(migrated, 'keys')).toEqual(
      wanted.filter((key) => !KEYS_LEFT_OUT.includes(key.conname)),
    );
    expect(wanted.length).toBeGreaterThan(30);
  } finally {
    await described.end();
    await migrated.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await migrated.end();
  }
});

test('the runner keeps Prisma Migrate’s books, and refuses a migration edited afterwards', async () => {
  const url = process.env.DATABASE_URL ?? '';
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const sql = readFileSync('prisma/migrations/20261128120019_rules/migration.sql');
    const checksum = createHash('sha256').update(sql).digest('hex');
    const row = { checksum, applied_steps_count: 1, rolled_back_at: null, logs: null, finished: true };
    const found = await client.query(
      `SELECT checksum, applied_steps_count, rolled_back_at, logs, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE migration_name = '20261128120019_rules'`,
    );
    expect(found.rows).toEqual([row]);
    expect(await applyMigrations(url)).toEqual([]);

    await client.query(`UPDATE _prisma_migrations SET checksum = repeat('0', 64) WHERE checksum = $1`, [
      checksum,
    ]);
    await expect(applyMigrations(url)).rejects.toThrow('edited after it was applied');
    await client.query(
      'UPDATE _prisma_migrations SET checksum = $1, finished_at = NULL WHERE checksum = $2',
      [checksum, '0'.repeat(64)],
    );
    await expect(applyMigrations(url)).rejects.toThrow('left half done');
  } finally {
    await client.end();
  }
});

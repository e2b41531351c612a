import { globSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { SQL_STATES } from '@/lib/core/sql-states';
import { buildFromFiles } from '../../scripts/lib/build-from-files.ts';
import { readSqlObjects, type SqlDefinition } from '../../scripts/lib/read-sql-objects.ts';
import { readSqlFiles } from '../../scripts/lib/sql-files.ts';
import { MADE_FROM_FILES, writeSqlChange } from '../../scripts/lib/write-sql-change.ts';
import { CATALOGUE, readCatalogue } from './read-catalogue.ts';

/** A database that was built from the files, beside the migrated one. */
async function withBuilt(work: (built: pg.Client, migrated: pg.Client) => Promise<void>): Promise<void> {
  const migrated = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await migrated.connect();
  const name = `built_${Date.now()}`;
  await migrated.query(`CREATE DATABASE ${name}`);
  const url = new URL(inject('templateUrl'));
  url.pathname = `/${name}`;
  const built = new pg.Client({ connectionString: url.href });
  try {
    await buildFromFiles(url.href);
    await built.connect();
    await work(built, migrated);
  } finally {
    await built.end();
    await migrated.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await migrated.end();
  }
}

const definitions = (objects: Map<string, SqlDefinition>) =>
  [...objects.values()].map(({ key, definition }) => `${key}\n${definition}`);

test('the SQL files make what the migrations make; a rule that is changed behind them is seen', async () => {
  await withBuilt(async (built, migrated) => {
    const wanted = await readSqlObjects(built);
    expect(definitions(await readSqlObjects(migrated))).toEqual(definitions(wanted));
    expect(wanted.size).toBeGreaterThan(180);
    for (const part of Object.keys(CATALOGUE) as (keyof typeof CATALOGUE)[]) {
      const there = await readCatalogue(built, part);
      expect(there.length, part).toBeGreaterThan(30);
      expect(await readCatalogue(migrated, part), part).toEqual(there);
    }

    await migrated.query('ALTER TABLE transfers ENABLE TRIGGER transfers_insert_only');
    await migrated.query('DROP VIEW admin_waiting');
    await migrated.query(`CREATE OR REPLACE FUNCTION spendable_micros(wallet bigint, at timestamptz) RETURNS
      bigint
      LANGUAGE sql STABLE AS 'SELECT 1::bigint'`);
    await migrated.query(
      `CREATE FUNCTION known_zone(zone text, other text) RETURNS text LANGUAGE sql AS 'SELECT zone'`,
    );
    await expect(readSqlObjects(migrated)).rejects.toThrow('share a name');
    await migrated.query('DROP FUNCTION known_zone(text)');
    const change = writeSqlChange(readSqlFiles(), wanted, await readSqlObjects(migrated));
    expect(change.match(/^(CREATE|DROP|ALTER) [A-Z ]*/gm)).toEqual([
      'DROP TRIGGER ',
      'DROP FUNCTION ',
      'CREATE TRIGGER ',
      'ALTER TABLE ',
      'CREATE OR REPLACE FUNCTION ',
      'CREATE FUNCTION ',
      'CREATE VIEW ',
    ]);
    await migrated.query(change);
    expect(definitions(await readSqlObjects(migrated))).toEqual(definitions(wanted));
    expect(writeSqlChange(readSqlFiles(), wanted, await readSqlObjects(migrated))).toBe('');
  });
});

test('a function that another form of itself replaces takes along what stands on it', async () => {
  await withBuilt(async (built, migrated) => {
    const wanted = await readSqlObjects(built);
    await migrated.query(`
      DROP VIEW processor_seen;
      DROP FUNCTION stripe_part;
      CREATE FUNCTION stripe_part(sort text, category text, source text) RETURNS text LANGUAGE sql AS
        'SELECT sort';
      CREATE VIEW processor_seen AS SELECT stripe_part('a', 'b', 'c') AS part`);
    const change = writeSqlChange(readSqlFiles(), wanted, await readSqlObjects(migrated));
    expect(change.match(/^(CREATE|DROP) [A-Z ]*\w+/gm)).toEqual([
      'DROP VIEW processor_seen',
      'DROP FUNCTION stripe_part',
      'CREATE FUNCTION stripe_part',
      'CREATE VIEW processor_seen',
    ]);
    await migrated.query(change);
    expect(definitions(await readSqlObjects(migrated))).toEqual(definitions(wanted));
  });
});

test('functions, views and triggers come from the files alone, each below its contract', () => {
  const byHand = globSync('prisma/migrations/*/migration.sql').filter((path) => {
    const sql = readFileSync(path, 'utf8');
    return !sql.startsWith(MADE_FROM_FILES) && /\b(FUNCTION|VIEW|TRIGGER) /.test(sql.replace(/--.*/g, ''));
  });
  expect(byHand).toEqual([]);
  for (const { path, contract } of readSqlFiles()) expect(contract, path).toMatch(/^-- \S/);
});

test('every state that the SQL files raise has a meaning, and every meaning a file', () => {
  const raised = new Set<string>();
  for (const { path, contract, objects } of readSqlFiles()) {
    const sql = objects.map((one) => one.sql).join('\n');
    const raises = [...sql.matchAll(/RAISE EXCEPTION[^;]*?(?:USING ERRCODE = '(\w+)')?;/g)];
    for (const [statement, state] of raises) {
      expect(state && state in SQL_STATES, `${path}: ${statement}`).toBe(true);
      if (state) raised.add(state);
      expect(contract, path).toContain(state);
    }
  }
  expect([...raised].sort()).toEqual(Object.keys(SQL_STATES));
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { pool } from '@/lib/db';
import { drill } from '@/scripts/lib/drill';
import { restoreBackup } from '@/scripts/lib/restore-backup';
import { writeBackup } from '@/scripts/lib/write-backup';
import { makeStory } from '../admin-ledger/world';

const source = process.env.DATABASE_URL ?? '';
const dir = mkdtempSync(join(tmpdir(), 'farthing-backup-test-'));
const made: string[] = [];

afterAll(async () => {
  rmSync(dir, { recursive: true, force: true });
  for (const name of made) await pool.query(`DROP DATABASE ${name} WITH (FORCE)`);
});

async function makeScratch(): Promise<string> {
  const name = `restored_${made.length}_${process.pid}_${Date.now()}`;
  await pool.query(`CREATE DATABASE ${name}`);
  made.push(name);
  const url = new URL(source);
  url.pathname = `/${name}`;
  return url.href;
}

await makeStory();
await pool.query(
  `INSERT INTO audit_log (action, subject_type, subject_id, after) VALUES ('test', 'ü"\\\\', '1', '{"n": 9007199254740993}')`,
);

test('what is backed up comes back whole: rows, trial balance and every law; and new rows get new numbers', async () => {
  const scratch = await makeScratch();
  const report = await drill(source, scratch);
  expect(report.faults).toEqual([]);
  expect(report.rows).toBeGreaterThan(20);
  expect(report.laws).toBeGreaterThan(8);
  const { Client } = (await import('pg')).default;
  const client = new Client({ connectionString: scratch });
  await client.connect();
  const all = async (text: string) => [(await client.query(text)).rows, (await pool.query(text)).rows];
  for (const table of ['transfers', 'accounts', 'lots', 'unlocks', 'audit_log', 'users']) {
    const [restored, original] = await all(`SELECT t::text FROM ${table} t ORDER BY 1`);
    expect(restored, table).toEqual(original);
  }
  const next = `INSERT INTO users (email) VALUES ('next@example.com') RETURNING id`;
  expect((await client.query(next)).rows[0].id).toBe((await pool.query(next)).rows[0].id);
  await expect(client.query('DELETE FROM transfers'), 'the rules are on again').rejects.toThrow(
    'insert-only',
  );
  await client.end();
});

test('a backup that lost or changed a row is found out', async () => {
  const file = join(dir, 'whole.jsonl.gz');
  await writeBackup(source, file);
  const lines = gunzipSync(readFileSync(file)).toString().split('\n');
  const place = lines.findIndex((line) => line.startsWith('lots ') && /"balance_micros":[1-9]/.test(line));
  lines[place] = (lines[place] ?? '').replace(/"balance_micros":\d/, '"balance_micros":7');
  const broken = join(dir, 'broken.jsonl.gz');
  writeFileSync(broken, gzipSync(lines.join('\n')));
  const scratch = await makeScratch();
  await restoreBackup(broken, scratch);
  expect((await drill(scratch, await makeScratch())).faults).toEqual([
    'broken: Stored balances equal summed transfers',
  ]);
});

test('nothing is restored over a database in use, nor from another version, nor in part', async () => {
  const file = join(dir, 'backup.jsonl.gz');
  await writeBackup(source, file);
  await expect(restoreBackup(file, source)).rejects.toThrow('in use');
  const text = gunzipSync(readFileSync(file)).toString();
  const other = join(dir, 'other.jsonl.gz');
  writeFileSync(other, gzipSync(text.replace('"20261122000000_schema"', '"20200101000000_schema"')));
  const scratch = await makeScratch();
  await expect(restoreBackup(other, scratch)).rejects.toThrow('another version');
  writeFileSync(other, readFileSync(file).subarray(0, -200));
  await expect(restoreBackup(other, scratch)).rejects.toThrow();
  expect((await restoreBackup(file, scratch)).format).toBe('farthing-backup-1');
});

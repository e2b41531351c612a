import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { pool } from '@/lib/db';
import { backUpMedia, restoreMedia } from '@/scripts/lib/copy-media';
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

const MEDIA = { cover: '3f/3f0e/w640.webp', song: '9c/9c1d/file' };

function putMedia(dir: string, path: string, content: string): void {
  const file = join(dir, 'files', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

test('creators’ files are copied once, checked when they come back, and never written over', async () => {
  const [from, kept, to] = ['from', 'kept', 'to'].map((name) => join(dir, name)) as [string, string, string];
  putMedia(from, MEDIA.cover, 'a picture');
  putMedia(from, MEDIA.song, 'a song');
  putMedia(from, `${MEDIA.song}.1.part`, 'an upload that is under way');
  expect((await backUpMedia(from, kept)).map(({ path, bytes }) => [path, bytes])).toEqual([
    [MEDIA.cover, 9],
    [MEDIA.song, 6],
  ]);
  rmSync(join(from, 'files', MEDIA.cover));
  expect(await backUpMedia(from, kept)).toHaveLength(1);
  expect(existsSync(join(kept, 'files', MEDIA.cover))).toBe(false);
  putMedia(from, MEDIA.cover, 'a picture');
  await backUpMedia(from, kept);

  expect(await restoreMedia(kept, to)).toEqual({ files: 2, faults: [] });
  expect(readFileSync(join(to, 'files', MEDIA.song), 'utf8')).toBe('a song');
  expect(await restoreMedia(kept, to)).toEqual({ files: 2, faults: [] });
  putMedia(to, MEDIA.song, 'other!');
  rmSync(join(to, 'files', MEDIA.cover));
  putMedia(kept, MEDIA.cover, 'a pictore');
  const { faults } = await restoreMedia(kept, to);
  expect(faults).toEqual([expect.stringContaining('damaged'), expect.stringContaining('other bytes')]);
  expect(readFileSync(join(to, 'files', MEDIA.song), 'utf8')).toBe('other!');
  expect(existsSync(join(to, 'files', MEDIA.cover))).toBe(false);
});

test('the two commands: what was backed up is restored into an empty database, and into no other', async () => {
  const [media, back, file] = ['media', 'back', 'night.jsonl.gz'].map((name) => join(dir, name)) as [
    string,
    string,
    string,
  ];
  putMedia(media, MEDIA.cover, 'a picture');
  const run = (script: string, url: string, mediaDir: string) =>
    promisify(execFile)(process.execPath, ['--import=tsx', `scripts/${script}.ts`, file], {
      env: { ...process.env, DATABASE_URL: url, MEDIA_DIR: mediaDir },
    });
  expect((await run('backup', source, media)).stdout).toContain('Copied 1 files');
  const scratch = await makeScratch();
  const restored = await run('restore', scratch, back);
  expect(restored.stderr).toBe('');
  expect(restored.stdout).toMatch(/rows as of .* are back; \d+ laws/);
  expect(readFileSync(join(back, 'files', MEDIA.cover), 'utf8')).toBe('a picture');
  await expect(run('restore', scratch, back)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('in use'),
  });
});

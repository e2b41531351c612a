import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { createCreator } from '@/prisma/factories/create-creator';
import { backUpMedia, restoreMedia } from '@/scripts/lib/copy-media';
import { drill } from '@/scripts/lib/drill';
import { listStoredMedia } from '@/scripts/lib/list-stored-media';
import { restoreBackup } from '@/scripts/lib/restore-backup';
import { writeBackup } from '@/scripts/lib/write-backup';
import { makeStory } from '../admin-ledger/world';
import { makePayer } from '../refunds/world';
import { makeAdminStory } from './world';

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

const { lotId } = await makeStory(await makePayer([10]));
await makeAdminStory();
await pool.query(
  `INSERT INTO audit_log (action, subject_type, subject_id, after)
    VALUES ('test', 'ü"\\\\', '1', '{"n": 9007199254740993}')`,
);

test('a backup comes back whole: rows, trial balance, every law; new rows get new numbers', async () => {
  const scratch = await makeScratch();
  const report = await drill(source, scratch);
  expect(report.faults).toEqual([]);
  expect(report.rows).toBeGreaterThan(20);
  expect(report.laws).toBeGreaterThan(8);
  const { Client } = (await import('pg')).default;
  const client = new Client({ connectionString: scratch });
  await client.connect();
  const all = async (text: string) => [(await client.query(text)).rows, (await pool.query(text)).rows];
  const ledger = ['transfers', 'accounts', 'lots', 'unlocks'];
  const causes = [
    'unlock_reversals',
    'adjustments',
    'grants',
    'gift_batch_lines',
    'disputes',
    'dispute_movements',
  ];
  for (const table of [...ledger, ...causes, 'audit_log', 'users']) {
    const [restored, original] = await all(`SELECT t::text FROM ${table} t ORDER BY 1`);
    expect(restored, table).toEqual(original);
    expect(original, table).not.toEqual([]);
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
  const place = lines.findIndex((line) => line.startsWith(`lots {"account_id":${lotId},`));
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
  writeFileSync(other, gzipSync(text.replace(/"\d+_core"/, '"20200101000000_core"')));
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
  const wanted = Object.values(MEDIA);
  expect((await backUpMedia(from, kept, wanted)).map(({ path, bytes }) => [path, bytes])).toEqual([
    [MEDIA.cover, 9],
    [MEDIA.song, 6],
  ]);
  putMedia(from, MEDIA.song, 'gnos a');
  expect(await backUpMedia(from, kept, wanted)).toHaveLength(2);
  expect(readFileSync(join(kept, 'files', MEDIA.song), 'utf8'), 'kept').toBe('a song');

  expect(await restoreMedia(kept, to, wanted)).toEqual({ files: 2, faults: [] });
  expect(readFileSync(join(to, 'files', MEDIA.song), 'utf8')).toBe('a song');
  expect(await restoreMedia(kept, to, wanted)).toEqual({ files: 2, faults: [] });
  putMedia(to, MEDIA.song, 'other!');
  rmSync(join(to, 'files', MEDIA.cover));
  putMedia(kept, MEDIA.cover, 'a pictore');
  const { faults } = await restoreMedia(kept, to, wanted);
  expect(faults).toEqual([expect.stringContaining('damaged'), expect.stringContaining('other bytes')]);
  expect(readFileSync(join(to, 'files', MEDIA.song), 'utf8')).toBe('other!');
  expect(existsSync(join(to, 'files', MEDIA.cover))).toBe(false);
});

test('what creators deleted stays in the backup for 30 days, what was lost for ever', async () => {
  const [from, kept] = [join(dir, 'from-2'), join(dir, 'kept-2')];
  for (const path of Object.values(MEDIA)) putMedia(from, path, path);
  const backUp = (day: number, wanted: string[]) =>
    backUpMedia(from, kept, wanted, new Date(Date.UTC(2026, 0, day)));
  const holds = (path: string) => existsSync(join(kept, 'files', path));
  await backUp(1, Object.values(MEDIA));
  rmSync(join(from, 'files', MEDIA.cover));
  expect(await backUp(2, [MEDIA.song])).toHaveLength(1);
  expect(await backUp(32, [MEDIA.song])).toHaveLength(1);
  expect(holds(MEDIA.cover)).toBe(true);
  // Rows of an earlier night still speak of it, those of the last one do not.
  const old = join(dir, 'old');
  expect(await restoreMedia(kept, old, Object.values(MEDIA))).toEqual({ files: 2, faults: [] });
  expect(await restoreMedia(kept, join(dir, 'new'), [MEDIA.song])).toEqual({ files: 1, faults: [] });
  putMedia(from, MEDIA.cover, MEDIA.cover);
  await backUp(33, Object.values(MEDIA));
  rmSync(join(from, 'files', MEDIA.cover));
  await backUp(34, [MEDIA.song]);
  await backUp(64, [MEDIA.song]);
  expect(holds(MEDIA.cover), 'counted from its last end').toBe(true);
  await backUp(65, [MEDIA.song]);
  expect(holds(MEDIA.cover)).toBe(false);
  expect((await restoreMedia(kept, old, Object.values(MEDIA))).faults).toEqual([
    expect.stringContaining(`${MEDIA.cover} is not in the backup`),
  ]);
  // The song is lost, but the database speaks of it.
  rmSync(join(from, 'files', MEDIA.song));
  putMedia(from, MEDIA.cover, MEDIA.cover);
  await backUp(66, Object.values(MEDIA));
  await backUp(200, Object.values(MEDIA));
  expect(holds(MEDIA.song)).toBe(true);
});

test('an empty, missing or broken source is told and leaves the backup as it was', async () => {
  const [from, kept] = [join(dir, 'from-3'), join(dir, 'kept-3')];
  putMedia(from, MEDIA.song, 'a song');
  await backUpMedia(from, kept, [MEDIA.song]);
  const list = readFileSync(join(kept, 'media.json'), 'utf8');
  mkdirSync(join(dir, 'empty', 'files'), { recursive: true });
  for (const wrong of ['empty', 'nowhere'])
    await expect(backUpMedia(join(dir, wrong), kept, [MEDIA.song])).rejects.toThrow('is MEDIA_DIR right');
  writeFileSync(join(dir, 'a-file'), '');
  await expect(backUpMedia(join(dir, 'a-file'), kept, [])).rejects.toThrow('ENOTDIR');
  expect(readFileSync(join(kept, 'media.json'), 'utf8')).toBe(list);
  expect(readFileSync(join(kept, 'files', MEDIA.song), 'utf8')).toBe('a song');
  expect(await backUpMedia(join(dir, 'nowhere'), join(dir, 'kept-4'), []), 'before the first upload').toEqual(
    [],
  );
});

/** A creator's portrait, as its row says: two files. */
async function makeAvatar(): Promise<[string, string]> {
  const { id: creatorId } = await createCreator(db, {
    handle: 'portrait',
    name: 'P',
    email: 'p@example.com',
  });
  const id = randomUUID();
  await db.media.create({
    data: {
      ...{ id, creatorId, purpose: 'avatar', fileName: 'p.webp', contentType: 'image/webp' },
      ...{ bytes: 18n, widths: [96, 320], width: 320, height: 320, readyAt: new Date() },
    },
  });
  return [`${id.slice(0, 2)}/${id}/320.webp`, `${id.slice(0, 2)}/${id}/96.webp`];
}

test('the two commands: a backup is restored into an empty database, and into no other', async () => {
  const [media, back, file] = ['media', 'back', 'night.jsonl.gz'].map((name) => join(dir, name)) as [
    string,
    string,
    string,
  ];
  const portrait = await makeAvatar();
  expect(await listStoredMedia(source)).toEqual(portrait);
  for (const path of portrait) putMedia(media, path, 'a picture');
  const run = (script: string, url: string, mediaDir: string) =>
    promisify(execFile)(process.execPath, ['--import=tsx', `scripts/${script}.ts`, file], {
      env: { ...process.env, DATABASE_URL: url, MEDIA_DIR: mediaDir },
    });
  expect((await run('backup', source, media)).stdout).toContain('Copied 2 files');
  await expect(run('backup', source, join(dir, 'unmounted'))).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^There is no file in .*unmounted.* is MEDIA_DIR right/),
  });
  const scratch = await makeScratch();
  const restored = await run('restore', scratch, back);
  expect(restored.stderr).toBe('');
  expect(restored.stdout).toMatch(/rows as of .* are back; \d+ laws/);
  for (const path of portrait) expect(readFileSync(join(back, 'files', path), 'utf8')).toBe('a picture');
  rmSync(join(media, 'files', portrait[0]));
  await expect(run('backup', source, media)).rejects.toMatchObject({
    code: 1,
    stderr: `${portrait[0]} is in the database and not in MEDIA_DIR\n`,
  });
  await expect(run('restore', scratch, back)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('in use'),
  });
});

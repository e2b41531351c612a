import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, expect, test, vi } from 'vitest';
import { reconcile } from '@/lib/ground/ledger/reconcile';
import type { SpendRequest } from '@/lib/ground/ledger/types';
import { applyMigrations } from '@/scripts/lib/apply-migrations';
import type { RunningPostgres } from '@/scripts/lib/start-postgres';
import { seedShop } from './seed-shop';
import { startAgain } from './start-again';

// A filesystem that really is full, in memory and a few megabytes small. Only root may mount one; where that
// is refused, the fault is only made up, by the test of a full disk in faults.test.ts.
const MEGABYTE = 2 ** 20;
const WALLETS = 200;
const ITEMS = 400;
const base = mkdtempSync(join(tmpdir(), 'farthing-full-'));
const mounted: string[] = [];

function mount(name: string, megabytes: number): string {
  const path = join(base, name);
  mkdirSync(path, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', path], {
    stdio: 'pipe',
  });
  mounted.push(path);
  return path;
}

function whyNot(): string | null {
  try {
    mount('probe', 1);
    return null;
  } catch (error) {
    return String((error as { stderr?: Buffer }).stderr || error)
      .trim()
      .split('\n')[0] as string;
  }
}
const refused = whyNot();
const reason = refused === null ? '' : ` (SKIPPED, no filesystem can be mounted here: ${refused})`;

let server: RunningPostgres | undefined;
const data = join(base, 'data');
// PostgreSQL runs as a user of its own.
chmodSync(base, 0o755);

afterAll(async () => {
  const { disconnect } = await import('@/lib/core/db');
  await disconnect();
  await server?.stop();
  for (const path of mounted) execFileSync('umount', ['-l', path]);
  rmSync(base, { recursive: true, force: true });
});

/** A server that crashes stays down until it is started again. */
const start = () => startAgain(data, { restart_after_crash: 'off' });

async function withClient<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

/** Fills the filesystem until `left` bytes are free. Removing the file is the space that returns. */
async function fill(path: string, left: number): Promise<string> {
  const file = join(path, 'filler');
  const { bavail, bsize } = await statfs(path);
  writeFileSync(file, Buffer.alloc(Math.max(0, bavail * bsize - left)));
  return file;
}

/** The ledger on this database: it reads the address when it is first imported. */
async function openLedger(url: string) {
  const { disconnect } = await import('@/lib/core/db');
  await disconnect();
  vi.resetModules();
  vi.stubGlobal('farthingSpendLanes', undefined);
  process.env.DATABASE_URL = url;
  return (await import('@/lib/ground/ledger/spend')).spend;
}

const requestsFor = (items: number): SpendRequest[] =>
  Array.from({ length: WALLETS * items }, (_, n) => ({
    walletId: BigInt(1 + (n % WALLETS)),
    itemId: BigInt(1 + Math.floor(n / WALLETS)),
    seenPriceMicros: 1_000n,
  }));

type Spend = (request: SpendRequest) => Promise<{ status: string }>;

/** Buys in waves until one fails. Every answer is an unlock or `busy`; returns the acknowledged. */
async function buyUntilFull(spend: Spend, requests: SpendRequest[]): Promise<Map<string, string>> {
  const unlocked = new Map<string, string>();
  for (let from = 0; from < requests.length; from += 2 * WALLETS) {
    const wave = requests.slice(from, from + 2 * WALLETS);
    const answers = await Promise.allSettled(wave.map(spend));
    for (const [k, answer] of answers.entries()) {
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'busy' });
      else {
        expect(answer.value).toMatchObject({ status: 'unlocked' });
        unlocked.set(
          `${wave[k]?.walletId} ${wave[k]?.itemId}`,
          String((answer.value as { unlockId?: bigint }).unlockId),
        );
      }
    }
    if (answers.some((answer) => answer.status === 'rejected')) return unlocked;
  }
  throw new Error('the disk never filled');
}

async function listUnlocks(url: string): Promise<Map<string, string>> {
  const rows = await withClient(
    url,
    async (client) =>
      (await client.query<Record<string, string>>('SELECT wallet_id, item_id, id FROM unlocks')).rows,
  );
  return new Map(rows.map((row) => [`${row.wallet_id} ${row.item_id}`, String(row.id)]));
}

async function expectLaws(url: string): Promise<void> {
  await withClient(url, async (client) => {
    for await (const law of reconcile(client)) expect(law).toMatchObject({ offenders: [] });
  });
}

test.skipIf(refused !== null)(
  `no room for one more row: busy, nothing half written, over when space returns${reason}`,
  async () => {
    server = await start();
    const { uid } = statSync(data);
    const disk = mount('rows', 40);
    const space = join(disk, 'space');
    mkdirSync(space);
    execFileSync('chown', [String(uid), space]);
    await withClient(server.url, async (client) => {
      await client.query(`CREATE TABLESPACE full_disk LOCATION '${space}'`);
      await client.query('CREATE DATABASE shop TABLESPACE full_disk');
    });
    const url = Object.assign(new URL(server.url), { pathname: '/shop' }).href;
    await applyMigrations(url);
    await withClient(url, (client) => seedShop(client, WALLETS, ITEMS));
    const filler = await fill(disk, MEGABYTE);

    const spend = await openLedger(url);
    const requests = requestsFor(ITEMS);
    const unlocked = await buyUntilFull(spend, requests);
    expect(await listUnlocks(url)).toEqual(unlocked);
    await expectLaws(url);

    rmSync(filler);
    const next = requests
      .filter(({ walletId, itemId }) => !unlocked.has(`${walletId} ${itemId}`))
      .slice(0, 500);
    for (const answer of await Promise.all(next.map(spend))) expect(answer.status).toBe('unlocked');
    await expectLaws(url);
  },
  120_000,
);

test.skipIf(refused !== null)(
  `no room for the log takes PostgreSQL down: busy, and promises hold after it${reason}`,
  async () => {
    server ??= await start();
    const { uid } = statSync(data);
    await server.stop();
    const disk = mount('log', 64);
    const log = join(data, 'pg_wal');
    if (!lstatSync(log).isSymbolicLink()) {
      cpSync(log, join(disk, 'pg_wal'), { recursive: true });
      rmSync(log, { recursive: true });
      symlinkSync(join(disk, 'pg_wal'), log);
      execFileSync('chown', ['-R', '-h', String(uid), join(disk, 'pg_wal'), log]);
      execFileSync('chmod', ['700', join(disk, 'pg_wal')]);
    }
    server = await start();
    const url = Object.assign(new URL(server.url), { pathname: '/logged' }).href;
    await withClient(server.url, (client) => client.query('CREATE DATABASE logged STRATEGY file_copy'));
    await applyMigrations(url);
    await withClient(url, (client) => seedShop(client, WALLETS, ITEMS));
    // No room for one more segment of the log, and half a megabyte left in the one that is being written.
    const filler = await fill(disk, 4 * MEGABYTE);
    await withClient(url, burnLog);

    const spend = await openLedger(url);
    const requests = requestsFor(ITEMS);
    const promised = await buyUntilFull(spend, requests);
    expect(promised.size).toBeGreaterThan(0);

    rmSync(filler);
    server = await start();
    expect(server.url).toBe(url.replace('/logged', '/farthing'));
    const kept = await listUnlocks(url);
    for (const [key, unlock] of promised) expect(kept.get(key)).toBe(unlock);
    await expectLaws(url);
    const again = await Promise.all(requests.slice(0, promised.size + 500).map(spend));
    for (const answer of again) expect(['unlocked', 'already_unlocked']).toContain(answer.status);
    await expectLaws(url);
  },
  180_000,
);

/** Writes to the log until half a megabyte is left of all the segments that exist. */
async function burnLog(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ left: string }>(`
      SELECT (SELECT max(('x' || substr(name, 9, 8))::bit(32)::bigint * 2 ^ 32 + ('x' || substr(name, 17,
        8))::bit(32)::bigint * 16777216)
                + 16777216 FROM pg_ls_waldir()
                  WHERE name ~ '^[0-9A-F]{24}$') - (pg_current_wal_insert_lsn() - '0/0') AS left`);
    const left = Number(rows[0]?.left);
    if (left < MEGABYTE / 2) return;
    const bytes = Math.min(MEGABYTE, Math.floor(left - MEGABYTE / 4));
    await client.query(`SELECT pg_logical_emit_message(true, 'test', repeat('x', ${bytes}))`);
  }
}

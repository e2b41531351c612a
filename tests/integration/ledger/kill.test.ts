import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { reconcile } from '@/lib/ground/ledger/reconcile';
import { applyMigrations } from '@/scripts/lib/apply-migrations';
import { seedShop } from './seed-shop';
import { startAgain } from './start-again';

// A server of its own: this one is killed, and the app as often, in turns. LEDGER_KILLS sets how many there
// are in all.
const KILLS = Number(process.env.LEDGER_KILLS ?? 40);
const WALLETS = 40;
const ITEMS = 40_000;
const dir = mkdtempSync(join(tmpdir(), 'farthing-kill-'));
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let server = await startAgain(join(dir, 'data'));
let app: ChildProcess | undefined;

afterAll(async () => {
  app?.kill('SIGKILL');
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** SIGKILL to the postmaster and to each of its processes: nothing is flushed, nothing says goodbye. */
function killPostgres(): void {
  const postmaster = Number(readFileSync(join(dir, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  // Without /proc the children are left to notice that the postmaster is gone, and to end by themselves.
  const children = (existsSync('/proc/self') ? readdirSync('/proc') : []).filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]) === postmaster;
    } catch {
      return false;
    }
  });
  for (const pid of [postmaster, ...children.map(Number)]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has just ended by itself.
    }
  }
}

const promised = new Map<string, string>();
let acknowledged = 0;

/** An app process that buys on from item `first`; resolves when it is at work. */
async function startApp(first: number): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'load-process.ts'), String(first), String(ITEMS - first)],
    {
      env: { ...process.env, DATABASE_URL: server.url, LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let rest = '';
  let errors = '';
  child.stderr.on('data', (text) => (errors += text));
  await new Promise<void>((resolve, reject) => {
    child.on('exit', () => reject(new Error(errors)));
    child.stdout.on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line === 'ready') resolve();
        const [wallet, item, unlock] = line.split(' ');
        if (!unlock) continue;
        acknowledged += 1;
        promised.set(`${wallet} ${item}`, unlock);
      }
    });
  });
  return child;
}

async function query<T extends pg.QueryResultRow>(sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

test(`after ${KILLS} kills in mid-load of PostgreSQL and the app, promises hold`, async () => {
  await applyMigrations(server.url);
  const setUp = new pg.Client({ connectionString: server.url });
  await setUp.connect();
  await seedShop(setUp, WALLETS, ITEMS);
  await setUp.end();
  app = await startApp(1);
  const seen = { promisedAtKill: 0, unacknowledged: 0 };
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = acknowledged;
    for (let waited = 0; acknowledged === before && waited < 30_000; waited += 10) await pause(10);
    await pause(30 + ((kill * 37) % 120));
    expect(acknowledged).toBeGreaterThan(before);
    if (kill % 2 === 0) {
      killPostgres();
      server = await startAgain(join(dir, 'data'));
    } else {
      app.removeAllListeners('exit');
      app.kill('SIGKILL');
      await new Promise((resolve) => app?.once('close', resolve));
      const [row] = await query<{ next: number }>(
        'SELECT coalesce(max(item_id), 1)::int AS next FROM unlocks',
      );
      app = await startApp(row?.next ?? 1);
    }
    seen.promisedAtKill += acknowledged - before;
  }
  app.removeAllListeners('exit');
  app.kill('SIGKILL');
  await new Promise((resolve) => app?.once('close', resolve));

  const rows = await query<{ wallet_id: string; item_id: string; id: string }>(
    'SELECT wallet_id, item_id, id FROM unlocks',
  );
  const kept = new Map(rows.map((row) => [`${row.wallet_id} ${row.item_id}`, row.id]));
  const lost = [...promised].filter(([key, unlock]) => kept.get(key) !== unlock);
  expect(lost).toEqual([]);
  seen.unacknowledged = kept.size - promised.size;
  // Something was in flight at most: a batch of each lane for each kill.
  expect(seen.unacknowledged).toBeLessThanOrEqual(WALLETS * KILLS);
  expect(promised.size).toBeGreaterThan(KILLS * 10);

  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  for await (const law of reconcile(client)) expect(law).toMatchObject({ offenders: [] });
  await client.end();
}, 400_000);

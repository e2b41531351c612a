import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { startSandbox } from '@/sandbox/server';
import { buildTown } from '@/scripts/simulate/town';
import { writeTown } from '@/scripts/simulate/write-town';
import { listBrokenLaws } from '../ledger/world';
import { freshDatabase, hashTables, seedShop } from './world';

const now = new Date();
const options = { seed: 'test', readers: 40, days: 90, now };
const sandbox = await startSandbox({});
process.env.STRIPE_API_BASE = sandbox.url;

beforeAll(async () => {
  const client = await pool.connect();
  await seedShop(client, now).finally(() => client.release());
  vi.stubEnv('APP_ENV', 'production');
  await expect(buildTown(options)).rejects.toThrow('is not for a real platform');
  vi.unstubAllEnvs();
  expect(await db.transfer.count()).toBe(0);
  expect(await buildTown(options)).toBe(true);
});

afterAll(() => sandbox.close());

test('every law of the ledger holds, and the sums of the dashboards are there', async () => {
  expect(await listBrokenLaws()).toEqual([]);
  expect(await db.unlock.count()).toBeGreaterThan(150);
  const progress = await db.earningsProgress.findFirstOrThrow();
  const last = await db.unlock.findFirstOrThrow({ orderBy: { id: 'desc' } });
  expect(progress.unlockId).toBe(last.id);
  const [{ open } = { open: true }] = await db.$queryRaw<{ open: boolean }[]>`
    SELECT close_ledger_day() IS NOT NULL AS open`;
  expect(open).toBe(false);
});

test('the comparison with the processor finds exactly the two differences that were planted', async () => {
  const run = await db.reconciliation.findFirstOrThrow({ include: { found: true } });
  expect(run).toMatchObject({ status: 'done', unexplained: false, differences: 2 });
  expect(run.found.map(({ kind, category }) => [kind, category]).sort()).toEqual([
    ['missing_here', 'other'],
    ['wrong_fee', 'charges'],
  ]);
});

test('the three sign-ins land in the middle of it', async () => {
  const reader = await db.user.findUniqueOrThrow({
    where: { email: 'reader@example.com' },
    include: { unlocks: true, wallets: { include: { topUps: true } } },
  });
  expect(reader.unlocks.length).toBeGreaterThan(4);
  expect(reader.wallets[0]?.topUps.some(({ status }) => status === 'paid')).toBe(true);
  const creator = await db.creator.findFirstOrThrow({ where: { user: { email: 'creator@example.com' } } });
  expect(await db.earningsRollup.count({ where: { creatorId: creator.id } })).toBeGreaterThan(20);
  const waiting = await db.$queryRaw<{ kind: string; count: number }[]>`
    SELECT kind, count(*)::int FROM admin_waiting GROUP BY kind ORDER BY kind`;
  expect(Object.fromEntries(waiting.map(({ kind, count }) => [kind, count]))).toMatchObject({
    approval: 2,
    difference: 2,
    dispute: 1,
  });
  expect(await db.supportRequest.count({ where: { status: 'open' } })).toBeGreaterThan(1);
});

test('built a second time it stays as it is', async () => {
  const client = await pool.connect();
  try {
    const before = await hashTables(client);
    const rows = sandbox.state.all('charge').length;
    expect(await buildTown({ ...options, now: new Date(now.getTime() + 86_400_000) })).toBe(false);
    expect(await hashTables(client)).toEqual(before);
    expect(sandbox.state.all('charge').length).toBe(rows);
  } finally {
    client.release();
  }
});

test('the same seed and day are the same town, another seed is not', async () => {
  const build = async (seed: string) => {
    const { client, drop } = await freshDatabase();
    const other = await startSandbox({});
    try {
      await seedShop(client, now);
      await client.query('BEGIN');
      await writeTown(client, { ...options, readers: 20, seed }, other.url);
      await client.query('COMMIT');
      return { tables: await hashTables(client), sandbox: other.state.all('balance_transaction') };
    } finally {
      await other.close();
      await drop();
    }
  };
  const first = await build('a');
  expect(await build('a')).toEqual(first);
  expect((await build('b')).tables.transfers).not.toBe(first.tables.transfers);
});

test('nobody moves in where people of another kind live, or where money has moved', async () => {
  const { client, drop } = await freshDatabase();
  try {
    const { refuseTown } = await import('@/scripts/simulate/refuse-town');
    await seedShop(client, now);
    expect(await refuseTown(client)).toBe('absent');
    await client.query(`SELECT grant_promotion((SELECT id FROM open_wallet(u.id, 'usd', 'UTC')), 5, 'k', NULL)
      FROM users u WHERE email = 'reader@example.com'`);
    await expect(refuseTown(client)).rejects.toThrow(
      'money has moved in this database. Nothing was changed.',
    );
    await client.query(`INSERT INTO users (email) VALUES ('someone@mail.test')`);
    await expect(refuseTown(client)).rejects.toThrow(
      'this database holds people of its own. Nothing was changed.',
    );
  } finally {
    await drop();
  }
});

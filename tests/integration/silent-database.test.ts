import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, afterEach, expect, test, vi } from 'vitest';

// PostgreSQL behind a wire that can go dead: connections stay open and nothing comes through, as when a
// machine loses its power or a fail-over takes its address away.
const database = new URL(process.env.DATABASE_URL ?? '');
const sockets = new Set<Socket>();
let dead = false;
const wire = createServer((near) => {
  const far = connect(Number(database.port), database.hostname);
  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    sockets.add(from);
    from.on('data', (bytes) => !dead && to.write(bytes));
    from.on('close', () => to.destroy());
    from.on('error', () => to.destroy());
  }
});
await new Promise<void>((resolve) => {
  wire.listen(0, '127.0.0.1', resolve);
});
process.env.DATABASE_URL = Object.assign(new URL(database), {
  port: String((wire.address() as AddressInfo).port),
}).href;

const { connectAlone, db, pool } = await import('@/lib/core/db');
const { spend } = await import('@/lib/ground/ledger/spend');
const { toDomainError } = await import('@/lib/core/to-domain-error');
const { makeCreator, makeItem, makeReader } = await import('./ledger/world');

afterEach(() => {
  vi.useRealTimers();
  dead = false;
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  wire.close();
});

test('a silent database is given up on, and used again when it is back, without a restart', async () => {
  const creator = await makeCreator();
  const { walletId } = await makeReader(10_000n);
  const itemId = await makeItem(creator, 1_000n);
  const request = { walletId, itemId, seenPriceMicros: 1_000n };
  await Promise.all([pool.query('SELECT 1'), db.item.count()]);

  dead = true;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const waiting = Promise.allSettled([spend(request), pool.query('SELECT 1'), db.item.count()]);
  for (let second = 0; second < 120; second += 1) await vi.advanceTimersByTimeAsync(1_000);
  const [unlock, query, count] = await waiting;
  expect(unlock).toMatchObject({ status: 'rejected', reason: { code: 'busy' } });
  for (const one of [query, count]) {
    expect(one.status).toBe('rejected');
    expect(toDomainError((one as PromiseRejectedResult).reason).code).toBe('busy');
  }

  vi.useRealTimers();
  dead = false;
  expect(await spend(request)).toMatchObject({ balanceMicros: 9_000n });
  expect(await db.item.count()).toBeGreaterThan(0);
});

test('a connection of one’s own that is cut off fails its query, and ends nothing else', async () => {
  const client = await connectAlone();
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  const [query] = await Promise.allSettled([
    client.query('SELECT pg_sleep(60)'),
    pool.query('SELECT pg_terminate_backend($1)', [rows[0].pid]),
  ]);
  expect(query).toMatchObject({ status: 'rejected' });
  await client.end();
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

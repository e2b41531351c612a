import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { GET as health } from '@/app/api/health/route';
import { GET as ready } from '@/app/api/ready/route';
import { pool } from '@/lib/core/db';
import { startHeartbeat } from '@/lib/core/heartbeat';
import { isStripeReachable } from '@/lib/ground/payments/stripe/is-reachable';
import { sandbox } from '../wallet/world';

const TOKEN = 'a-token-of-the-tests';
process.env.METRICS_TOKEN = TOKEN;
const probe = (token = '') =>
  new Request('http://localhost:3000/api/ready', {
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });

const read = async (token = TOKEN) => {
  const answer = await ready(probe(token));
  return { status: answer.status, body: await answer.json() };
};

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

test('ready only with the database, migrations, a worker and Stripe; the list names the rest', async () => {
  expect(await read()).toEqual({ status: 503, body: { status: 'unavailable', failed: ['worker'] } });
  for (const token of ['', 'a-token-of-others'])
    expect(await read(token)).toEqual({ status: 503, body: { status: 'unavailable' } });
  const endHeartbeat = await startHeartbeat();
  expect(await read()).toEqual({ status: 200, body: { status: 'ok' } });

  await pool.query(`UPDATE worker_heartbeats SET seen_at = now() - interval '61 seconds'`);
  expect((await read()).body.failed).toEqual(['worker']);
  await pool.query('UPDATE worker_heartbeats SET seen_at = now()');

  const last = await pool.query(
    `DELETE FROM _prisma_migrations WHERE migration_name = (SELECT max(migration_name)
      FROM _prisma_migrations) RETURNING *`,
  );
  expect(await read()).toEqual({ status: 503, body: { status: 'unavailable', failed: ['migrations'] } });
  const [row] = last.rows;
  await pool.query(
    `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
      VALUES ($1, $2, now(), $3, 1)`,
    [row.id, row.checksum, row.migration_name],
  );
  expect((await read()).status).toBe(200);

  await endHeartbeat();
  expect((await read()).body.failed).toEqual(['worker']);
});

test('without its database a server lives but is not ready, and says no more than that', async () => {
  vi.resetModules();
  vi.stubGlobal('farthingConnections', undefined);
  vi.stubEnv('DATABASE_URL', 'postgresql://farthing:secret@127.0.0.1:9/gone');
  const { GET: copy } = await import('@/app/api/ready/route');
  const answer = await copy(probe());
  const text = await answer.text();
  expect(answer.status).toBe(503);
  expect(JSON.parse(text)).toEqual({ status: 'unavailable' });
  expect(await (await copy(probe(TOKEN))).json()).toEqual({
    status: 'unavailable',
    failed: ['database', 'migrations', 'worker'],
  });
  expect((await health(new Request('http://localhost:3000/api/health'))).status).toBe(200);
  const { disconnect } = await import('@/lib/core/db');
  await disconnect();
});

test('Stripe is asked once for many probes; a failure is noticed, and so is its end', async () => {
  const asked = vi.fn();
  const later = (ms: number) => isStripeReachable(Date.now() + ms);
  let status = 200;
  const server = createServer((request, response) => {
    asked(request.url);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(status === 200 ? '{"object":"balance"}' : '{"error":{"type":"api_error","message":"down"}}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.resetModules();
  const before = process.env.STRIPE_API_BASE;
  process.env.STRIPE_API_BASE = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const { isStripeReachable: ask } = await import('@/lib/ground/payments/stripe/is-reachable');
    const now = Date.now();
    expect(await Promise.all([ask(now), ask(now), ask(now)])).toEqual([true, true, true]);
    expect(await ask(now + 29_000)).toBe(true);
    expect(asked).toHaveBeenCalledTimes(1);
    status = 500;
    expect(await ask(now + 31_000)).toBe(false);
    expect(await ask(now + 33_000)).toBe(false);
    expect(asked).toHaveBeenCalledTimes(2);
    status = 403;
    expect(await ask(now + 37_000), 'a key that may not read the balance').toBe(true);
    status = 401;
    expect(await ask(now + 70_000), 'a key that Stripe does not take').toBe(false);
  } finally {
    process.env.STRIPE_API_BASE = before;
    server.closeAllConnections();
    server.close();
  }
  expect(await later(60_000)).toBe(true);
  expect(sandbox.url).toBeTruthy();
});

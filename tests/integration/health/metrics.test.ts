import { NextRequest } from 'next/server';
import { afterEach, expect, test, vi } from 'vitest';
import { GET } from '@/app/api/metrics/route';
import { pool } from '@/lib/core/db';
import { startHeartbeat } from '@/lib/core/heartbeat';
import { getObserver } from '@/lib/core/observe';
import { checkBooks } from '@/lib/entry/health/check-books';
import { withStatistics } from '@/lib/entry/jobs/with-statistics';
import { registerMetrics } from '@/lib/entry/metrics/register-metrics';
import { spend } from '@/lib/ground/ledger/spend';
import { makeCreator, makeItem, makeReader } from '../ledger/world';

const TOKEN = 'a-token-of-the-tests-0123456789';

afterEach(() => vi.unstubAllEnvs());

/** A copy of the route that reads the environment again. */
async function scrape(token: string | undefined, authorization?: string) {
  vi.stubEnv('METRICS_TOKEN', token ?? '');
  vi.resetModules();
  const { GET: get } = await import('@/app/api/metrics/route');
  const headers = authorization ? { authorization } : undefined;
  const answer = await get(new NextRequest('http://localhost:3000/api/metrics', { headers }));
  return { status: answer.status, text: await answer.text() };
}

const figure = (text: string, line: string) =>
  Number(
    text
      .split('\n')
      .find((one) => one.startsWith(`${line} `))
      ?.split(' ')
      .at(-1),
  );

test('nobody finds the metrics without the token, and nobody at all where there is none', async () => {
  for (const authorization of [undefined, 'Bearer', `Bearer ${TOKEN}x`, TOKEN, `Basic ${TOKEN}`])
    expect(await scrape(TOKEN, authorization)).toEqual({ status: 404, text: '' });
  expect(await scrape(undefined, 'Bearer ')).toEqual({ status: 404, text: '' });
  expect(await scrape(undefined, 'Bearer undefined')).toEqual({ status: 404, text: '' });
  expect((await scrape(TOKEN, `Bearer ${TOKEN}`)).status).toBe(200);
  expect((await GET(new NextRequest('http://localhost:3000/api/metrics'))).status).toBe(404);
});

test('spends are counted by status with batch sizes and latency, and the queue is empty again', async () => {
  registerMetrics('.no-build');
  const creator = await makeCreator();
  const readers = await Promise.all(Array.from({ length: 20 }, () => makeReader(5_000n)));
  const itemId = await makeItem(creator, 3_500n);
  const ask = ({ walletId }: { walletId: bigint }) => spend({ walletId, itemId, seenPriceMicros: 3_500n });
  await Promise.all(readers.map(ask));
  await Promise.all(readers.slice(0, 5).map(ask));
  await expect(spend({ walletId: 999_999n, itemId, seenPriceMicros: 1n })).rejects.toThrow('not_found');
  const { text } = await scrape(TOKEN, `Bearer ${TOKEN}`);
  expect(figure(text, 'farthing_unlocks_total{status="unlocked"}')).toBe(20);
  expect(figure(text, 'farthing_unlocks_total{status="already_unlocked"}')).toBe(5);
  expect(figure(text, 'farthing_unlocks_total{status="not_found"}')).toBe(1);
  expect(figure(text, 'farthing_spend_seconds_count')).toBe(26);
  expect(figure(text, 'farthing_spend_batch_size_sum')).toBe(26);
  expect(figure(text, 'farthing_spend_batch_size_count')).toBeLessThan(26);
  expect(figure(text, 'farthing_spend_queue_length')).toBe(0);
  expect(figure(text, 'farthing_process_resident_memory_bytes')).toBeGreaterThan(0);
});

test('actions and webhooks are counted by outcome', async () => {
  getObserver()?.action('unlock-item', 'price_changed', 0.02);
  getObserver()?.webhook('charge.updated', 'handled', 3);
  getObserver()?.cspReport('img-src');
  const { text } = await scrape(TOKEN, `Bearer ${TOKEN}`);
  expect(figure(text, 'farthing_action_seconds_count{action="unlock-item",outcome="price_changed"}')).toBe(1);
  expect(figure(text, 'farthing_webhook_lag_seconds_sum{type="charge.updated",outcome="handled"}')).toBe(3);
  expect(figure(text, 'farthing_csp_reports_total{directive="img-src"}')).toBe(1);
});

test('jobs, the worker and webhooks that wait are told from the database', async () => {
  const tasks = withStatistics({
    steady: async () => {},
    shaky: async () => {
      throw new Error('the disk is full');
    },
  });
  const run = (name: string) => tasks[name]?.(undefined, { job: { id: '7' } } as never);
  await run('steady');
  await run('steady');
  await expect(run('shaky')).rejects.toThrow('the disk is full');
  const end = await startHeartbeat();
  await pool.query(
    `INSERT INTO webhook_events (id, type, received_at)
      VALUES ('evt_late', 'charge.updated', now() - interval '90 seconds')`,
  );
  const { text } = await scrape(TOKEN, `Bearer ${TOKEN}`);
  expect(figure(text, 'farthing_job_runs_total{task="steady"}')).toBe(2);
  expect(figure(text, 'farthing_job_failures_total{task="steady"}')).toBe(0);
  expect(figure(text, 'farthing_job_failures_total{task="shaky"}')).toBe(1);
  expect(figure(text, 'farthing_worker_heartbeat_age_seconds')).toBeGreaterThanOrEqual(0);
  expect(figure(text, 'farthing_webhooks_unhandled')).toBe(1);
  expect(figure(text, 'farthing_webhooks_unhandled_age_seconds')).toBeGreaterThanOrEqual(90);
  const { rows } = await pool.query(`SELECT last_error FROM job_stats WHERE task = 'shaky'`);
  expect(rows[0].last_error).toBe('the disk is full');
  await end();
});

test('a stored balance that differs from its transfers shows as a difference, to the micro', async () => {
  expect(await checkBooks()).toEqual({ brokenLaws: [], differences: { usd: 0n } });
  const { walletId } = await makeReader(1_000_000n);
  const shift = (micros: number) =>
    pool.query(`UPDATE lots SET balance_micros = balance_micros + $2 WHERE wallet_id = $1`, [
      walletId,
      micros,
    ]);
  await shift(-7);
  const found = await checkBooks();
  expect(found.differences).toEqual({ usd: 7n });
  expect(found.brokenLaws).toEqual(['Stored balances equal summed transfers']);
  const { text } = await scrape(TOKEN, `Bearer ${TOKEN}`);
  expect(figure(text, 'farthing_trial_balance_difference_micros{currency="usd"}')).toBe(7);
  expect(figure(text, 'farthing_ledger_laws_broken')).toBe(1);
  await shift(7);
  expect((await checkBooks()).differences).toEqual({ usd: 0n });
});

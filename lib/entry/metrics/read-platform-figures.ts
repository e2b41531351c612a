import 'server-only';
import { pool } from '@/lib/core/db';
import { secondsSinceHeartbeat } from '@/lib/core/heartbeat';
import type { Metrics } from './get-metrics';

/** Several scrapers, or one with little patience, cost the database no more than this. */
const KEPT_MS = 5_000;

let lastRead = 0;

/** Reads the database's figures with small queries; the trial balance is of the last full check. */
export async function readPlatformFigures(metrics: Metrics, now = Date.now()): Promise<void> {
  if (now - lastRead < KEPT_MS) return;
  lastRead = now;
  await Promise.all([
    readJobs(metrics),
    readJobStats(metrics),
    readWebhooks(metrics),
    readCheck(metrics),
    readSupport(metrics),
    secondsSinceHeartbeat().then((age) => metrics.heartbeatAge.set(age ?? -1)),
  ]);
}

interface JobRow {
  task: string;
  queued: number;
  running: number;
  failed: number;
  lag: number;
}

async function readJobs({ jobs, jobLag }: Metrics): Promise<void> {
  // The worker makes its tables when it first starts.
  const made = await pool.query(`SELECT to_regclass('graphile_worker._private_jobs') AS name`);
  if (!made.rows[0]?.name) return;
  const { rows } = await pool.query<JobRow>(`
    SELECT t.identifier AS task, count(j.id) FILTER (WHERE j.is_available)::int AS queued,
      count(j.id) FILTER (WHERE j.locked_at IS NOT NULL)::int AS running,
      count(j.id) FILTER (WHERE j.locked_at IS NULL AND j.attempts >= j.max_attempts)::int AS failed,
      coalesce(extract(epoch FROM now() - min(j.run_at) FILTER (WHERE j.is_available
        AND j.run_at <= now())), 0)::float8 AS lag
    FROM graphile_worker._private_tasks t LEFT JOIN graphile_worker._private_jobs j ON j.task_id = t.id
      GROUP BY 1`);
  jobs.reset();
  jobLag.reset();
  for (const { task, queued, running, failed, lag } of rows) {
    jobs.set({ task, state: 'queued' }, queued);
    jobs.set({ task, state: 'running' }, running);
    jobs.set({ task, state: 'failed' }, failed);
    jobLag.set({ task }, lag);
  }
}

async function readJobStats({ jobRuns, jobFailures }: Metrics): Promise<void> {
  const { rows } = await pool.query<{ task: string; runs: string; failures: string }>(
    'SELECT task, runs, failures FROM job_stats',
  );
  jobRuns.reset();
  jobFailures.reset();
  for (const { task, runs, failures } of rows) {
    jobRuns.inc({ task }, Number(runs));
    jobFailures.inc({ task }, Number(failures));
  }
}

async function readWebhooks({ webhooksOpen, webhooksOldest }: Metrics): Promise<void> {
  // Rows are swept after 90 days, and handled ones are most of them: bounded.
  const { rows } = await pool.query<{ open: number; age: number }>(`
    SELECT count(*)::int AS open, coalesce(extract(epoch FROM now() - min(received_at)), 0)::float8 AS age
    FROM webhook_events WHERE processed_at IS NULL`);
  webhooksOpen.set(rows[0]?.open ?? 0);
  webhooksOldest.set(rows[0]?.age ?? 0);
}

interface CheckRow {
  ended: number;
  broken: number;
  differences: Record<string, string>;
}

async function readCheck({ difference, lawsBroken, checkedAt }: Metrics): Promise<void> {
  const { rows } = await pool.query<CheckRow>(`
    SELECT extract(epoch FROM ended_at)::float8 AS ended, cardinality(broken_laws) AS broken, differences
    FROM ledger_checks ORDER BY id DESC LIMIT 1`);
  const last = rows[0];
  checkedAt.set(last?.ended ?? 0);
  if (!last) return;
  lawsBroken.set(last.broken);
  for (const [currency, micros] of Object.entries(last.differences))
    difference.set({ currency }, Number(micros));
}

async function readSupport({ supportOpen, supportOldest }: Metrics): Promise<void> {
  const { rows } = await pool.query<{ open: number; age: number }>(`
    SELECT count(*)::int AS open,
      coalesce(extract(epoch FROM now() - min(created_at) FILTER (WHERE first_answer_at IS NULL)), 0)::float8
        AS age
    FROM support_requests WHERE status = 'open'`);
  supportOpen.set(rows[0]?.open ?? 0);
  supportOldest.set(rows[0]?.age ?? 0);
}

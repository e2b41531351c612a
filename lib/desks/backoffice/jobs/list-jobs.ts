import 'server-only';
import { db, pool } from '@/lib/core/db';
import { SILENCE_SECONDS } from '@/lib/core/heartbeat';

export const JOB_STATES = ['queued', 'running', 'failed'] as const;
export type JobState = (typeof JOB_STATES)[number];

export const JOBS_PAGE = 50;

export interface ListedJob {
  id: bigint;
  task: string;
  state: JobState;
  runAt: Date;
  attempts: number;
  maxAttempts: number;
  lastError: string | null;
}

interface JobRow {
  id: string;
  task: string;
  state: JobState;
  run_at: Date;
  attempts: number;
  max_attempts: number;
  last_error: string | null;
}

// Without payloads: they may hold what is nobody's business.
const LIST = `
  SELECT * FROM (
    SELECT j.id, t.identifier AS task, j.run_at, j.attempts, j.max_attempts, left(j.last_error, 1000) AS
      last_error,
      CASE WHEN j.locked_at IS NOT NULL THEN 'running' WHEN j.attempts >= j.max_attempts THEN 'failed'
        ELSE 'queued' END AS state
    FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
  ) jobs WHERE ($1::text IS NULL OR state = $1) AND ($2::bigint IS NULL OR id < $2)
      ORDER BY id DESC LIMIT $3`;

/** Whether a worker has ever started: it makes its tables then. */
export async function hasJobs(): Promise<boolean> {
  const { rows } = await pool.query(
    `SELECT to_regclass('graphile_worker._private_jobs') IS NOT NULL AS made`,
  );
  return rows[0]?.made === true;
}

/** Jobs that are queued, run or have failed, the newest first; one more than fits on a page. */
export async function listJobs(state: JobState | null, before: bigint | null): Promise<ListedJob[]> {
  if (!(await hasJobs())) return [];
  const { rows } = await pool.query<JobRow>(LIST, [state, before, JOBS_PAGE + 1]);
  return rows.map((row) => ({
    id: BigInt(row.id),
    task: row.task,
    state: row.state,
    runAt: row.run_at,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    lastError: row.last_error,
  }));
}

/** How each task did since it was first run. */
export const listJobStats = () => db.jobStat.findMany({ orderBy: { task: 'asc' } });

/** Workers that are alive, and when one was last heard of; null: never. */
export async function getWorkers(): Promise<{ alive: number; lastSeenAt: Date | null }> {
  const { rows } = await pool.query<{ alive: number; last: Date | null }>(
    `SELECT count(*) FILTER (WHERE seen_at > now() - make_interval(secs => $1))::int AS alive, max(seen_at)
      AS last FROM worker_heartbeats`,
    [SILENCE_SECONDS],
  );
  return { alive: rows[0]?.alive ?? 0, lastSeenAt: rows[0]?.last ?? null };
}

/** The last check of the books, or null. */
export const getLastLedgerCheck = () => db.ledgerCheck.findFirst({ orderBy: { id: 'desc' } });

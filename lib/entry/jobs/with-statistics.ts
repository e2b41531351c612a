import 'server-only';
import type { Task, TaskList } from 'graphile-worker';
import { pool } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import { inRequestScope } from '@/lib/core/request-scope';

const ERROR_LENGTH = 500;

/** The same tasks, each counted when it ends, and its log lines marked with the job's number. */
export function withStatistics(tasks: TaskList): TaskList {
  return Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [name, task && counted(name, task as Task)]),
  ) as TaskList;
}

function counted(name: string, task: Task): Task {
  return (payload, helpers) =>
    inRequestScope({ requestId: `job-${helpers.job.id}` }, async () => {
      const began = performance.now();
      try {
        const result = await task(payload, helpers);
        await note(name, began, null);
        return result;
      } catch (error) {
        await note(name, began, error instanceof Error ? error.message : String(error));
        throw error;
      }
    });
}

/** A note that cannot be written must not turn a finished job into a failed one. */
async function note(task: string, began: number, error: string | null): Promise<void> {
  const ms = Math.round(performance.now() - began);
  try {
    await pool.query(
      `INSERT INTO job_stats AS s (task, runs, failures, last_ended_at, last_ms, last_failed_at, last_error)
       VALUES ($1, 1, $3::bigint, now(), $2, CASE WHEN $3::bigint > 0 THEN now() END, $4)
       ON CONFLICT (task) DO UPDATE SET runs = s.runs + 1, failures = s.failures + excluded.failures,
         last_ended_at = excluded.last_ended_at, last_ms = excluded.last_ms,
         last_failed_at = coalesce(excluded.last_failed_at, s.last_failed_at), last_error =
           coalesce(excluded.last_error, s.last_error)`,
      [task, ms, error === null ? 0 : 1, error?.slice(0, ERROR_LENGTH) ?? null],
    );
  } catch (cause) {
    log.warn({ task, err: cause }, 'the statistics of a job could not be written');
  }
}

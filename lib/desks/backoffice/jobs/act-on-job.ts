import 'server-only';
import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { hasJobs } from './list-jobs';

interface Changed {
  task: string;
  attempts: number;
  last_error: string | null;
}

/** Queues a job again, or removes it. Throws `not_found`, or `wrong_state` while a worker has it. */
export async function actOnJob(jobId: bigint, verb: 'retry' | 'remove', act: Act): Promise<{ task: string }> {
  if (!(await hasJobs())) throw new DomainError('not_found');
  return db.$transaction(async (tx) => {
    const [job] = await tx.$queryRaw<(Changed & { locked: boolean })[]>`
      SELECT t.identifier AS task, j.attempts, left(j.last_error, 200) AS last_error, j.locked_at IS NOT NULL
        AS locked
      FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
      WHERE j.id = ${jobId} FOR UPDATE OF j`;
    if (!job) throw new DomainError('not_found');
    if (job.locked) throw new DomainError('wrong_state');
    // The worker's own functions; each checks the lock again.
    if (verb === 'retry')
      await tx.$queryRaw`SELECT id FROM graphile_worker.reschedule_jobs(ARRAY[${jobId}]::bigint[], run_at :=
        now(), attempts := 0)`;
    else await tx.$queryRaw`SELECT id FROM graphile_worker.complete_jobs(ARRAY[${jobId}]::bigint[])`;
    await writeAudit(
      tx,
      auditOf(act, {
        action: `${verb}_job`,
        subjectType: 'job',
        subjectId: jobId,
        before: { task: job.task, attempts: job.attempts, lastError: job.last_error },
      }),
    );
    return { task: job.task };
  });
}

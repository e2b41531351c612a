import { runMigrations } from 'graphile-worker';
import { expect, test } from 'vitest';
import { pool } from '@/lib/core/db';
import { startHeartbeat } from '@/lib/core/heartbeat';
import { actOnJob } from '@/lib/desks/backoffice/jobs/act-on-job';
import { getWorkers, listJobs } from '@/lib/desks/backoffice/jobs/list-jobs';
import { auditOfSubject, makeAdmin } from '../admin/world';

const admin = await makeAdmin('finance');

async function addJob(name: string): Promise<bigint> {
  const { rows } = await pool.query(
    `SELECT id FROM graphile_worker.add_job($1, '{"secret":"payload"}', max_attempts := 2)`,
    [name],
  );
  return BigInt(rows[0].id);
}

const set = (id: bigint, change: string) =>
  pool.query(`UPDATE graphile_worker._private_jobs SET ${change} WHERE id = $1`, [id]);

test('before a worker ever ran there are no jobs, and nothing to act on', async () => {
  expect(await listJobs(null, null)).toEqual([]);
  await expect(actOnJob(1n, 'retry', admin.act())).rejects.toMatchObject({ code: 'not_found' });
  expect(await getWorkers()).toEqual({ alive: 0, lastSeenAt: null });
  const end = await startHeartbeat();
  expect((await getWorkers()).alive).toBe(1);
  await end();
});

test('jobs are listed by state with their error, never their payload; a failed one runs again', async () => {
  await runMigrations({ connectionString: process.env.DATABASE_URL });
  const [queued, running, failed] = [await addJob('a'), await addJob('b'), await addJob('c')];
  await set(running, `locked_at = now(), locked_by = 'w'`);
  await set(failed, `attempts = 2, last_error = 'the disk is full'`);
  expect((await listJobs(null, null)).map(({ id, state }) => [id, state])).toEqual([
    [failed, 'failed'],
    [running, 'running'],
    [queued, 'queued'],
  ]);
  const [found] = await listJobs('failed', null);
  expect(found).toMatchObject({ id: failed, task: 'c', attempts: 2, lastError: 'the disk is full' });
  expect(
    JSON.stringify(await listJobs(null, null), (_key, value) =>
      typeof value === 'bigint' ? `${value}` : value,
    ),
  ).not.toContain('payload');

  const act = admin.act();
  await actOnJob(failed, 'retry', act);
  expect((await listJobs('queued', null)).map(({ id }) => id)).toContain(failed);
  expect(await auditOfSubject('job', failed)).toMatchObject([
    {
      actorId: admin.userId,
      action: 'retry_job',
      requestId: act.requestId,
      before: { task: 'c', attempts: 2, lastError: 'the disk is full' },
    },
  ]);
});

test('a removed job is gone, one in hand stays, and neither leaves a trace that did not happen', async () => {
  const [gone, held] = [await addJob('d'), await addJob('e')];
  await actOnJob(gone, 'remove', admin.act());
  await expect(actOnJob(gone, 'remove', admin.act())).rejects.toMatchObject({ code: 'not_found' });
  expect(await auditOfSubject('job', gone)).toHaveLength(1);
  await set(held, `locked_at = now(), locked_by = 'w'`);
  for (const verb of ['retry', 'remove'] as const)
    await expect(actOnJob(held, verb, admin.act())).rejects.toMatchObject({ code: 'wrong_state' });
  expect(await auditOfSubject('job', held)).toEqual([]);
});

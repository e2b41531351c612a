import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { beforeAll, expect, test, vi } from 'vitest';
import { BEFORE_THE_BASELINE } from '@/lib/core/before-baseline';
import { pool } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import { listFailedParts } from '@/lib/entry/health/check-readiness';
import { applyMigrations } from '../../../scripts/lib/apply-migrations.ts';

beforeAll(async () => {
  await pool.query(`INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name,
    applied_steps_count)
    VALUES ('old', repeat('0', 64), now(), '20261122000000_schema', 1)`);
});

const run = async (...args: string[]) => {
  const env = { ...process.env, LOG_LEVEL: 'silent' };
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], { env, stdio: 'pipe' });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { said: said.trim(), code };
};

test('a database from before the baseline is refused in one sentence with a command', async () => {
  expect(BEFORE_THE_BASELINE).toContain('`npm run db:reset`');
  // What the demo, `npm run dev` and the tests start with.
  await expect(applyMigrations(process.env.DATABASE_URL ?? '')).rejects.toThrow(BEFORE_THE_BASELINE);
  expect(await run('scripts/migrate.ts')).toEqual({ said: BEFORE_THE_BASELINE, code: 1 });
  const worker = ['--import', './scripts/lib/allow-server-only.mjs', 'scripts/worker.ts'];
  expect(await run(...worker)).toEqual({ said: BEFORE_THE_BASELINE, code: 1 });
}, 60_000);

test('a server on it is not ready, and its log says why', async () => {
  const warn = vi.spyOn(log, 'warn');
  expect(await listFailedParts()).toContain('migrations');
  const faults = warn.mock.calls.map(([fields]) => String((fields as { err?: unknown }).err));
  expect(faults).toContain(`Error: ${BEFORE_THE_BASELINE}`);
});

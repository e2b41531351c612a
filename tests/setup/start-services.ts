import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { applyMigrations } from '../../scripts/lib/apply-migrations.ts';
import { startPostgres } from '../../scripts/lib/start-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the migrated template; each test file copies it. */
    templateUrl: string;
  }
}

/**
 * One PostgreSQL per run, its template migrated once. It need not outlive a crash: the tests that kill one,
 * or fill its disk, start their own, with fsync.
 */
export default async function startServices(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'farthing-test-'));
  const postgres = await startPostgres({
    dir: join(dir, 'postgres'),
    // Below those that the system gives to outgoing connections, which could take it first.
    port: 28_000 + Math.floor(Math.random() * 1_000),
    database: 'template',
    settings: { max_connections: '300', fsync: 'off', full_page_writes: 'off' },
  });
  await applyMigrations(postgres.url);
  project.provide('templateUrl', postgres.url);
  return async () => {
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}

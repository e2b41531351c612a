import { loadEnv } from './lib/load-env.ts';

/** `npm run worker`: background tasks until SIGTERM or SIGINT; what runs then is finished first. */
async function main(): Promise<void> {
  loadEnv();
  const { listEnvFaults } = await import('../lib/core/env.ts');
  const faults = listEnvFaults();
  if (faults.length > 0) throw new Error(faults.join('\n'));

  const { disconnect } = await import('../lib/core/db.ts');
  const { listPendingMigrations } = await import('../lib/entry/health/index.ts');
  try {
    await listPendingMigrations();
  } catch (error) {
    await disconnect();
    throw error;
  }

  const { startWorker } = await import('../lib/entry/jobs/index.ts');
  const { startHeartbeat } = await import('../lib/core/heartbeat.ts');
  const runner = await startWorker();
  const endHeartbeat = await startHeartbeat();
  console.log('The worker runs.');
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    runner.stop().catch(fail);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  await runner.promise;
  await endHeartbeat();
  await disconnect();
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

main().catch(fail);

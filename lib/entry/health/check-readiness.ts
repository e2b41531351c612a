import 'server-only';
import { pool } from '@/lib/core/db';
import { SILENCE_SECONDS, secondsSinceHeartbeat } from '@/lib/core/heartbeat';
import { log } from '@/lib/core/log';
import { processor } from '@/lib/ground/payments';
import { listPendingMigrations } from './list-pending-migrations';

export type Part = 'database' | 'migrations' | 'worker' | 'stripe';

const PATIENCE_MS = 4_000;

/** True when the part is as it should be. */
const CHECKS: Record<Part, () => Promise<boolean>> = {
  database: async () => (await pool.query('SELECT 1')).rowCount === 1,
  migrations: async () => (await listPendingMigrations()).length === 0,
  worker: async () => {
    const silence = await secondsSinceHeartbeat();
    return silence !== null && silence < SILENCE_SECONDS;
  },
  stripe: () => processor().isReachable(),
};

// Probes come every few seconds: the log tells when something changes, not each time.
let told = '';

/** What keeps this server from its work now; empty when it is ready. Never throws; takes seconds at most. */
export async function listFailedParts(): Promise<Part[]> {
  const parts = Object.keys(CHECKS) as Part[];
  const fine = await Promise.all(parts.map(check));
  const failed = parts.filter((_part, k) => !fine[k]);
  if (failed.join() !== told) {
    told = failed.join();
    if (failed.length > 0) log.error({ failed }, 'this server is not ready');
    else log.info('this server is ready again');
  }
  return failed;
}

async function check(part: Part): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), PATIENCE_MS);
  });
  try {
    return await Promise.race([CHECKS[part](), patience]);
  } catch (error) {
    log.warn({ part, err: error }, 'a part is not ready');
    return false;
  } finally {
    clearTimeout(timer);
  }
}

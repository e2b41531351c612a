import { env, listEnvFaults } from '@/lib/core/env';
import { log } from '@/lib/core/log';

/** Ends the process with one clear line per fault of the environment, before it serves anything. */
export function checkEnvAtStart(): void {
  const faults = listEnvFaults();
  if (faults.length === 0) {
    warnOfLikelySlips();
    return;
  }
  console.error(
    ['Farthing cannot start. The environment is incomplete:', ...faults.map((f) => `  ${f}`)].join('\n'),
  );
  console.error('Every variable is described in .env.example.');
  process.exit(1);
}

function warnOfLikelySlips(): void {
  if (env.APP_ENV === 'production' && env.TRUSTED_PROXIES === 0) {
    log.warn(
      'TRUSTED_PROXIES is 0: without a proxy of your own that is right; behind one, all visitors share ' +
        'its address, and the limits of one',
    );
  }
}

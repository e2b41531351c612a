import 'server-only';
import type { Task } from 'graphile-worker';
import { env } from '@/lib/core/env';
import { log } from '@/lib/core/log';
import { MINUTE_MS } from '@/lib/core/time';
import { settle } from '@/lib/ground/ledger';
import { settlementDelayMinutes } from '@/lib/ground/policy';

/** Unlocks made until then are settled now. */
export function settlementCutoff(now = new Date()): Date {
  return new Date(now.getTime() - settlementDelayMinutes() * MINUTE_MS);
}

/** Every hour: earnings that can't be taken back any more become available, less the platform's fee. */
export const settleTask: Task = async () => {
  const settlements = await settle({
    cutoffAt: settlementCutoff(),
    feePercent: env.PLATFORM_FEE_PERCENT,
    refundWindowMinutes: env.REFUND_WINDOW_MINUTES,
  });
  if (settlements.length > 0) log.info({ settlements: settlements.length }, 'earnings were settled');
};

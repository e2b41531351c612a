import 'server-only';
import type { Task } from 'graphile-worker';
import { env } from '@/lib/env';
import { SETTLEMENT_MARGIN_MINUTES, settle } from '@/lib/ledger/settle';
import { log } from '@/lib/log';

const MINUTE_MS = 60_000;
// The ledger measures by the database's clock, which may be a little behind ours.
const CLOCK_SLACK_MINUTES = 2;

/** Unlocks made until then are settled now: the delay of the settings, or the refund window when that is longer. */
export function settlementCutoff(now = new Date()): Date {
  const earliest = env.REFUND_WINDOW_MINUTES + SETTLEMENT_MARGIN_MINUTES + CLOCK_SLACK_MINUTES;
  const minutes = Math.max(env.SETTLEMENT_DELAY_HOURS * 60, earliest);
  return new Date(now.getTime() - minutes * MINUTE_MS);
}

/** Every hour: pending earnings that can no longer be taken back become available, less the platform's fee. */
export const settleTask: Task = async () => {
  const settlements = await settle({
    cutoffAt: settlementCutoff(),
    feePercent: env.PLATFORM_FEE_PERCENT,
    refundWindowMinutes: env.REFUND_WINDOW_MINUTES,
  });
  if (settlements.length > 0) log.info({ settlements: settlements.length }, 'earnings were settled');
};

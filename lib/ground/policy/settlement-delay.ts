import { env } from '@/lib/core/env';
import { SETTLEMENT_MARGIN_MINUTES } from '@/lib/ground/ledger';

// The ledger measures by the database's clock, which may be a little behind ours.
const CLOCK_SLACK_MINUTES = 2;

/** How long after the unlock it settles: the setting's delay, or the refund window if that is longer. */
export function settlementDelayMinutes(): number {
  const earliest = env.REFUND_WINDOW_MINUTES + SETTLEMENT_MARGIN_MINUTES + CLOCK_SLACK_MINUTES;
  return Math.max(env.SETTLEMENT_DELAY_MINUTES ?? env.SETTLEMENT_DELAY_HOURS * 60, earliest);
}

import 'server-only';
import { eachAlone } from '@/lib/each-alone';
import { applyRefundFacts } from '@/lib/refunds/apply-refund';
import { isMissing } from '@/lib/stripe/errors';
import { listRefundsOf } from '@/lib/stripe/refunds';
import type { EventHandler } from './event-handler';

/** Money of a charge was given back, here or in Stripe's dashboard: looks at each of its refunds. */
export const chargeRefunded: EventHandler = async (chargeId) => {
  const notes: string[] = [];
  try {
    await eachAlone(listRefundsOf(chargeId), async (facts) => {
      notes.push((await applyRefundFacts(facts)).note);
    });
  } catch (error) {
    if (!isMissing(error)) throw error;
    return `Stripe has no ${chargeId}.`;
  }
  return notes.length > 0 ? notes.join(' ').slice(0, 1000) : `${chargeId} has no refund.`;
};

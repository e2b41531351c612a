import 'server-only';
import { eachAlone } from '@/lib/core/each-alone';
import { isMissing, processor } from '@/lib/ground/payments';
import { applyRefundFacts } from '@/lib/rooms/money-back';
import type { EventHandler } from './event-handler';

/** Money of a charge was given back, here or in Stripe's dashboard: looks at each of its refunds. */
export const chargeRefunded: EventHandler = async (chargeRef) => {
  const notes: string[] = [];
  try {
    await eachAlone(processor('stripe').listRefundsOf(chargeRef), async (facts) => {
      notes.push((await applyRefundFacts(facts)).note);
    });
  } catch (error) {
    if (!isMissing(error)) throw error;
    return `Stripe has no ${chargeRef}.`;
  }
  return notes.length > 0 ? notes.join(' ').slice(0, 1000) : `${chargeRef} has no refund.`;
};

import 'server-only';
import { isMissing, stripe } from '@/lib/ground/payments';
import type { EventHandler } from './event-handler';
import { fulfilByPaymentIntent } from './fulfil-by-payment-intent';

/** The processor's fee may have become known. */
export const chargeUpdated: EventHandler = async (chargeRef) => {
  const intent = await readIntent(chargeRef);
  if (intent === undefined) return `Stripe has no ${chargeRef}.`;
  const intentId = typeof intent === 'string' ? intent : intent?.id;
  return intentId ? fulfilByPaymentIntent(intentId) : `${chargeRef} has no payment intent.`;
};

/** Undefined: an event of other keys or an older sandbox. Asking Stripe for it again would change nothing. */
async function readIntent(chargeRef: string) {
  try {
    return (await stripe().charges.retrieve(chargeRef)).payment_intent;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

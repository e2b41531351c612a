import 'server-only';
import { processor } from '@/lib/ground/payments';
import type { EventHandler } from './event-handler';
import { fulfilByPaymentIntent } from './fulfil-by-payment-intent';

/** The processor's fee may have become known. */
export const chargeUpdated: EventHandler = async (chargeRef) => {
  const charge = await processor('stripe').readCharge(chargeRef);
  // An event of other keys, or of a sandbox made again. Asking Stripe to send it again would change nothing.
  if (!charge) return `Stripe has no ${chargeRef}.`;
  return charge.paymentRef ? fulfilByPaymentIntent(charge.paymentRef) : `${chargeRef} has no payment intent.`;
};

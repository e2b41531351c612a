import 'server-only';
import { stripe } from '@/lib/stripe/client';
import type { EventHandler } from './event-handler';
import { fulfilByPaymentIntent } from './fulfil-by-payment-intent';

/** The processor's fee may have become known. */
export const chargeUpdated: EventHandler = async (chargeId) => {
  const { payment_intent: intent } = await stripe().charges.retrieve(chargeId);
  const intentId = typeof intent === 'string' ? intent : intent?.id;
  return intentId ? fulfilByPaymentIntent(intentId) : `${chargeId} has no payment intent.`;
};

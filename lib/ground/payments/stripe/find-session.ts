import 'server-only';
import { stripe } from './client';
import { isMissing } from './errors';

/** The Checkout page that made a payment intent, or null. */
export async function findSession(paymentRef: string): Promise<string | null> {
  const sessions = await stripe().checkout.sessions.list({ payment_intent: paymentRef, limit: 1 });
  return sessions.data[0]?.id ?? null;
}

export async function readCharge(chargeRef: string): Promise<{ paymentRef: string | null } | null> {
  try {
    const { payment_intent: intent } = await stripe().charges.retrieve(chargeRef);
    return { paymentRef: typeof intent === 'string' ? intent : (intent?.id ?? null) };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** The fingerprint of the card: the same for the same number, no matter who types it. */
export async function readDeclinedCard(paymentRef: string): Promise<string | null> {
  const intent = await stripe().paymentIntents.retrieve(paymentRef);
  return intent.last_payment_error?.payment_method?.card?.fingerprint ?? null;
}

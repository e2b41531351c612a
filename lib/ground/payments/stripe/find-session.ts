import 'server-only';
import { stripe } from './client';

/** The Checkout page that made a payment intent, or null. Throws what the SDK throws. */
export async function findSessionId(paymentRef: string): Promise<string | null> {
  const sessions = await stripe().checkout.sessions.list({ payment_intent: paymentRef, limit: 1 });
  return sessions.data[0]?.id ?? null;
}

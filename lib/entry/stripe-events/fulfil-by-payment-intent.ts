import 'server-only';
import { stripe } from '@/lib/ground/payments';
import { fulfilTopUp } from '@/lib/rooms/wallet';

/** Fulfils the top-up whose Checkout page made this payment intent; returns the sentence to log. */
export async function fulfilByPaymentIntent(paymentRef: string): Promise<string> {
  const sessions = await stripe().checkout.sessions.list({ payment_intent: paymentRef, limit: 1 });
  const session = sessions.data[0];
  if (!session) return `${paymentRef} does not belong to a Checkout page.`;
  return (await fulfilTopUp(session.id)).note;
}

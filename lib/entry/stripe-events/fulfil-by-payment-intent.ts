import 'server-only';
import { processor } from '@/lib/ground/payments';
import { fulfilTopUp } from '@/lib/rooms/wallet';

/** Fulfils the top-up whose Checkout page made this payment intent; returns the sentence to log. */
export async function fulfilByPaymentIntent(paymentRef: string): Promise<string> {
  const sessionRef = await processor('stripe').findSession(paymentRef);
  if (!sessionRef) return `${paymentRef} does not belong to a Checkout page.`;
  return (await fulfilTopUp(sessionRef)).note;
}

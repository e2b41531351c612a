import 'server-only';
import { countDecline } from '@/lib/rooms/wallet';
import type { EventHandler } from './event-handler';
import { fulfilByPaymentIntent } from './fulfil-by-payment-intent';

/** A card was refused: the page stays open, unless it was once too often; the reader learns the reason. */
export const paymentIntentPaymentFailed: EventHandler = async (paymentRef) => {
  const note = await fulfilByPaymentIntent(paymentRef);
  return (await countDecline(paymentRef)) ? `${note} Refused too often: the page is closed.` : note;
};

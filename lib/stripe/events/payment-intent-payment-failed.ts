import 'server-only';
import type { EventHandler } from './event-handler';
import { fulfilByPaymentIntent } from './fulfil-by-payment-intent';

/** A card was refused: the page stays open, and the reason is kept for the reader. */
export const paymentIntentPaymentFailed: EventHandler = (paymentIntentId) =>
  fulfilByPaymentIntent(paymentIntentId);

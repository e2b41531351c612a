import 'server-only';
import type Stripe from 'stripe';
import { chargeUpdated } from './charge-updated';
import { checkoutSessionAsyncPaymentFailed } from './checkout-session-async-payment-failed';
import { checkoutSessionAsyncPaymentSucceeded } from './checkout-session-async-payment-succeeded';
import { checkoutSessionCompleted } from './checkout-session-completed';
import { checkoutSessionExpired } from './checkout-session-expired';
import type { EventHandler } from './event-handler';
import { paymentIntentPaymentFailed } from './payment-intent-payment-failed';

const HANDLERS: ReadonlyMap<string, EventHandler> = new Map(
  Object.entries({
    'charge.updated': chargeUpdated,
    'checkout.session.async_payment_failed': checkoutSessionAsyncPaymentFailed,
    'checkout.session.async_payment_succeeded': checkoutSessionAsyncPaymentSucceeded,
    'checkout.session.completed': checkoutSessionCompleted,
    'checkout.session.expired': checkoutSessionExpired,
    'payment_intent.payment_failed': paymentIntentPaymentFailed,
  } satisfies Partial<Record<Stripe.Event.Type, EventHandler>>),
);

/** What handles events of this type; undefined for those that Farthing has no use for. */
export function handlerFor(type: string): EventHandler | undefined {
  return HANDLERS.get(type);
}

import type Stripe from 'stripe';

/** Every event that Stripe can send, in either form. */
export type StripeEventType = Stripe.Event.Type | Stripe.V2.Core.EventNotification['type'];

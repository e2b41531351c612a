/** Stripe's webhooks, one file for each kind. */

export { receiveWebhook } from './receive-webhook';

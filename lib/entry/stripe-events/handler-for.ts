import 'server-only';
import type { StripeEventType } from '@/lib/ground/payments';
import { bankAccountChanged } from './bank-account-changed';
import { chargeRefunded } from './charge-refunded';
import { chargeUpdated } from './charge-updated';
import { checkoutSessionAsyncPaymentFailed } from './checkout-session-async-payment-failed';
import { checkoutSessionAsyncPaymentSucceeded } from './checkout-session-async-payment-succeeded';
import { checkoutSessionCompleted } from './checkout-session-completed';
import { checkoutSessionExpired } from './checkout-session-expired';
import { connectedPayoutChanged } from './connected-payout-changed';
import { disputeChanged } from './dispute-changed';
import type { EventHandler } from './event-handler';
import { fraudWarned } from './fraud-warned';
import { paymentIntentPaymentFailed } from './payment-intent-payment-failed';
import { payoutAccountChanged } from './payout-account-changed';
import { refundChanged } from './refund-changed';
import { transferChanged } from './transfer-changed';

const HANDLERS: ReadonlyMap<string, EventHandler> = new Map(
  Object.entries({
    'account.external_account.created': bankAccountChanged,
    'account.external_account.deleted': bankAccountChanged,
    'account.external_account.updated': bankAccountChanged,
    'charge.dispute.closed': disputeChanged,
    'charge.dispute.created': disputeChanged,
    'charge.dispute.funds_reinstated': disputeChanged,
    'charge.dispute.funds_withdrawn': disputeChanged,
    'charge.dispute.updated': disputeChanged,
    'charge.refund.updated': refundChanged,
    'charge.refunded': chargeRefunded,
    'charge.updated': chargeUpdated,
    'checkout.session.async_payment_failed': checkoutSessionAsyncPaymentFailed,
    'checkout.session.async_payment_succeeded': checkoutSessionAsyncPaymentSucceeded,
    'checkout.session.completed': checkoutSessionCompleted,
    'checkout.session.expired': checkoutSessionExpired,
    'payment_intent.payment_failed': paymentIntentPaymentFailed,
    'payout.canceled': connectedPayoutChanged,
    'payout.created': connectedPayoutChanged,
    'payout.failed': connectedPayoutChanged,
    'payout.paid': connectedPayoutChanged,
    'payout.reconciliation_completed': connectedPayoutChanged,
    'payout.updated': connectedPayoutChanged,
    'radar.early_fraud_warning.created': fraudWarned,
    'radar.early_fraud_warning.updated': fraudWarned,
    'refund.created': refundChanged,
    'refund.failed': refundChanged,
    'refund.updated': refundChanged,
    'transfer.created': transferChanged,
    'transfer.reversed': transferChanged,
    'transfer.updated': transferChanged,
    'v2.core.account[configuration.recipient].capability_status_updated': payoutAccountChanged,
    'v2.core.account[requirements].updated': payoutAccountChanged,
  } satisfies Partial<Record<StripeEventType, EventHandler>>),
);

/** What handles events of this type; undefined for those that Farthing has no use for. */
export function handlerFor(type: string): EventHandler | undefined {
  return HANDLERS.get(type);
}

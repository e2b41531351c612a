/** What we need of a payment processor, in our words; Stripe's own end in its folder. */

export { listTransactions, readBalance } from './stripe/balance';
export { stripe } from './stripe/client';
export {
  type ConnectedPayoutFacts,
  listConnectedPayoutIds,
  readConnectedPayout,
} from './stripe/connect/connected-payouts';
export { createAccount } from './stripe/connect/create-account';
export { createAccountLink } from './stripe/connect/create-account-link';
export { listDefaultBankIds } from './stripe/connect/list-bank-accounts';
export { isAccountGone, readAccount } from './stripe/connect/read-account';
export {
  createTransfer,
  findTransfer,
  readTransfer,
  reverseTransfer,
  type TransferFacts,
} from './stripe/connect/transfers';
export { type CheckoutInput, createCheckoutSession } from './stripe/create-checkout-session';
export {
  type DisputeFacts,
  readDispute,
  readFraudWarning,
  sendEvidence,
  uploadEvidence,
} from './stripe/disputes';
export {
  isInProgress,
  isKeyUsedUp,
  isMissing,
  isPermanent,
  isRefused,
  isStripeError,
  toDomainError,
} from './stripe/errors';
export { findSessionId } from './stripe/find-session';
export { getOrCreateCustomer, replaceCustomer } from './stripe/get-or-create-customer';
export { isStripeReachable } from './stripe/is-reachable';
export { PAYMENT_EXPANSION, type Payment, readPayment } from './stripe/read-payment';
export {
  createRefund,
  findRefund,
  listRefundsOf,
  type RefundFacts,
  readRefund,
  refundOddCharge,
} from './stripe/refunds';

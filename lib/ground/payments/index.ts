/** What we need of a payment processor, in our words; Stripe's own end in its folder. */

export type { DisputeFacts } from './port/disputes';
export {
  isInProgress,
  isKeyUsedUp,
  isMissing,
  isPermanent,
  isRefused,
  toDomainError,
} from './port/errors';
export type { ProcessorEvent } from './port/events';
export type { BankPayoutFacts, TransferFacts } from './port/payouts';
export type { RefundFacts } from './port/refunds';
export type { Payment } from './port/top-ups';
export { processor } from './processors';
export type { StripeEventType } from './stripe/event-type';

import type Stripe from 'stripe';
import type { ErrorBody } from './http/errors.ts';

/** A Stripe object as it is answered, and beside it what only the sandbox knows about it. */
interface Row<T, Hidden = null> {
  object: T;
  hidden: Hidden;
}

/** How a payment method behaves; never the number of a card that is not a published test card. */
export interface PaymentMethodFacts {
  /** Key of `TEST_CARDS`; null for a bank account or a number that is not a test card. */
  testCard: string | null;
  /** Last four digits of the bank account decide how its debit ends. */
  bankAccount: string | null;
  setUpForOffSession: boolean;
  /** Used once without a customer: Stripe refuses to use it again. */
  usedUp: boolean;
}

interface PaymentIntentFacts {
  /** The Checkout Session that pays with this intent. */
  session: string | null;
  returnUrl: string | null;
  /** The payer passed authentication for the payment method that is now on the intent. */
  authenticated: boolean;
}

/** A line item as it goes over the wire: decimals are strings there, and the SDK makes them Decimal. */
export type WireLineItem = Omit<Stripe.LineItem, 'price'> & { price: WirePrice | null };
type WirePrice = Omit<Stripe.Price, 'unit_amount_decimal'> & { unit_amount_decimal: string | null };

export interface SessionFacts {
  lineItems: WireLineItem[];
  merchantName: string;
  setupFutureUsage: 'off_session' | 'on_session' | null;
  intentMetadata: Record<string, string>;
  intentDescription: string | null;
  receiptEmail: string | null;
  statementDescriptor: string | null;
  statementDescriptorSuffix: string | null;
  storedCredentialUsage: string | null;
  /** The form's one-time token of each attempt that was refused, so that a repeat is not a second charge. */
  refusedAttempts: Record<string, ErrorBody>;
  /** The choice at the last submit; authentication comes between it and the payment. */
  saveCard: boolean;
  payer: { email: string | null; name: string | null };
}

/** What only the sandbox knows of a connected account. */
interface ConnectedAccountFacts {
  /** Where its payouts go: the bank account's number decides how they end. */
  bankAccount: string;
  bankAccountId: string;
}

interface AccountLinkFacts {
  used: boolean;
}

/** A movement on the balance of a connected account, and the payout that took it to the bank. */
interface ConnectedTransactionFacts {
  account: string;
  payout: string | null;
}

/** An event of API v2: what is asked for by id. Its webhook, the notification, goes without `data`. */
export interface ThinEvent {
  id: string;
  object: 'v2.core.event';
  type: string;
  created: string;
  livemode: false;
  reason: { type: 'request'; request: { id: string; idempotency_key: string | null } } | null;
  related_object: { id: string; type: string; url: string };
  data: Record<string, unknown>;
}

export interface DeliveryAttempt {
  at: number;
  status: number | null;
  error: string | null;
  durationMs: number;
}

/** What was uploaded, as base64. */
interface FileFacts {
  content: string;
}

/** One copy of one event on its way to the app. Times are milliseconds. */
export interface Delivery {
  id: string;
  event: string;
  type: string;
  state: 'pending' | 'delivered' | 'failed';
  createdAt: number;
  nextAttemptAt: number;
  attempts: DeliveryAttempt[];
}

/** What happens by itself later. `target` is the id of the object it happens to. */
export interface Job {
  id: string;
  kind:
    | 'expire_session'
    | 'settle_debit'
    | 'post_fee'
    | 'settle_refund'
    | 'fail_refund'
    | 'settle_payout'
    | 'decide_dispute';
  target: string;
  runAt: number;
}

export interface IdempotencyRecord {
  key: string;
  path: string;
  fingerprint: string;
  requestId: string;
  status: number;
  body: string;
  createdAt: number;
}

/** Makes the next `times` matching API calls go wrong. */
export interface Fault {
  /** Prefix of the path, such as `/v1/refunds`. */
  path: string;
  method: string | null;
  times: number;
  /** `error` answers `status`; `timeout` never answers; `slow` answers after `delayMs`. */
  mode: 'error' | 'timeout' | 'slow';
  /** Whether the work is done before the fault (the dangerous kind) or not at all. */
  when: 'before' | 'after';
  status: number;
  delayMs: number;
}

export interface Settings {
  webhookUrl: string | null;
  /** Nothing is delivered until this is false again, or until a flush. */
  hold: boolean;
  /** How often each event is delivered. */
  copies: number;
  /** Waits for a pause, then delivers the newest event first. */
  reorder: boolean;
  delayMs: number;
  /** How long a bank debit, a later refund or a payout takes. */
  asyncDelayMs: number;
  /** How long after a charge its balance transaction (the fee) appears; 0 is at once. */
  feeDelayMs: number;
  /** A connected account's balance goes to its bank by itself. */
  automaticPayouts: boolean;
  faults: Fault[];
}

export interface Tables {
  balance_transaction: Row<Stripe.BalanceTransaction>;
  charge: Row<Stripe.Charge>;
  'checkout.session': Row<Stripe.Checkout.Session, SessionFacts>;
  connected_transaction: Row<Stripe.BalanceTransaction, ConnectedTransactionFacts>;
  customer: Row<Stripe.Customer | Stripe.DeletedCustomer>;
  dispute: Row<Stripe.Dispute>;
  event: Row<Stripe.EventBase>;
  file: Row<Stripe.File, FileFacts>;
  payment_intent: Row<Stripe.PaymentIntent, PaymentIntentFacts>;
  payment_method: Row<Stripe.PaymentMethod, PaymentMethodFacts>;
  payout: Row<Stripe.Payout, { account: string }>;
  'radar.early_fraud_warning': Row<Stripe.Radar.EarlyFraudWarning>;
  refund: Row<Stripe.Refund>;
  setup_intent: Row<Stripe.SetupIntent>;
  transfer: Row<Stripe.Transfer>;
  transfer_reversal: Row<Stripe.TransferReversal>;
  'v2.core.account': Row<Stripe.V2.Core.Account, ConnectedAccountFacts>;
  'v2.core.account_link': Row<Stripe.V2.Core.AccountLink, AccountLinkFacts>;
  'v2.core.event': Row<ThinEvent>;
  delivery: Delivery;
  idempotency_key: IdempotencyRecord;
  job: Job;
  settings: Settings;
}

export type TableName = keyof Tables;

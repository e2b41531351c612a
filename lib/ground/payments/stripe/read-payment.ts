import type Stripe from 'stripe';
import { readId } from '@/lib/core/ids';

/** What a Checkout session says about its payment, in our words. */
export interface Payment {
  sessionRef: string;
  /** Null when the session was not made by a top-up of ours. */
  topUp: { id: bigint; requestKey: string } | null;
  state: 'open' | 'processing' | 'paid' | 'failed' | 'closed';
  /** Minor units; for a payment that went through, what was really received. */
  amountMinor: number | null;
  currency: string | null;
  paymentRef: string | null;
  chargeRef: string | null;
  /** A card's brand, or the kind of payment method when it is no card. */
  cardBrand: string | null;
  cardLast4: string | null;
  /** The most telling code of the last refused try. */
  failureCode: string | null;
  fee: { transactionRef: string; feeMinor: number; currency: string } | null;
}

/** The parts of a session that `readPayment` needs expanded. */
export const PAYMENT_EXPANSION = ['payment_intent.latest_charge.balance_transaction'];

/** Pure. Expects PAYMENT_EXPANSION; what is not expanded counts as not known yet. */
export function readPayment(session: Stripe.Checkout.Session): Payment {
  const intent = expanded(session.payment_intent);
  const charge = expanded(intent?.latest_charge ?? null);
  const succeeded = charge?.status === 'succeeded' ? charge : null;
  const state = stateOf(session, intent);
  const error = intent?.last_payment_error;
  return {
    sessionRef: session.id,
    topUp: topUpOf(session),
    state,
    amountMinor: state === 'paid' ? (intent?.amount_received ?? null) : session.amount_total,
    currency: (state === 'paid' ? intent?.currency : session.currency) ?? null,
    paymentRef: idOf(session.payment_intent),
    chargeRef: succeeded?.id ?? null,
    ...methodOf(charge),
    failureCode: error ? (error.decline_code ?? error.code ?? error.type) : null,
    fee: feeOf(succeeded),
  };
}

function stateOf(session: Stripe.Checkout.Session, intent: Stripe.PaymentIntent | null): Payment['state'] {
  if (session.status === 'expired') return 'closed';
  if (session.status !== 'complete') return 'open';
  if (session.payment_status === 'paid') return 'paid';
  const ended = intent?.status === 'requires_payment_method' || intent?.status === 'canceled';
  return ended ? 'failed' : 'processing';
}

function topUpOf({ metadata }: Stripe.Checkout.Session): Payment['topUp'] {
  const id = readId(metadata?.top_up_id);
  const requestKey = metadata?.request_key;
  return id && requestKey ? { id, requestKey } : null;
}

function methodOf(charge: Stripe.Charge | null): { cardBrand: string | null; cardLast4: string | null } {
  const details = charge?.payment_method_details;
  if (!details) return { cardBrand: null, cardLast4: null };
  const { card, us_bank_account: bank } = details;
  return {
    cardBrand: card?.brand ?? details.type,
    cardLast4: card?.last4 ?? bank?.last4 ?? null,
  };
}

function feeOf(charge: Stripe.Charge | null): Payment['fee'] {
  const transaction = expanded(charge?.balance_transaction ?? null);
  if (!transaction) return null;
  return {
    transactionRef: transaction.id,
    feeMinor: transaction.fee,
    currency: transaction.currency,
  };
}

function expanded<T extends object>(value: string | T | null): T | null {
  return typeof value === 'object' ? value : null;
}

function idOf(value: string | { id: string } | null): string | null {
  return typeof value === 'string' ? value : (value?.id ?? null);
}

import 'server-only';
import type Stripe from 'stripe';
import { readId } from '@/lib/core/ids';
import type { Payment } from '../port/top-ups';
import { stripe } from './client';
import { isMissing } from './errors';
import { minorToMicros } from './minor-to-micros';

const EXPANSION = ['payment_intent.latest_charge.balance_transaction'];

export async function readPayment(
  sessionRef: string,
  { timeoutMs }: { timeoutMs?: number } = {},
): Promise<Payment | null> {
  const patience = timeoutMs ? { timeout: timeoutMs, maxNetworkRetries: 0 } : undefined;
  try {
    return paymentOf(await stripe().checkout.sessions.retrieve(sessionRef, { expand: EXPANSION }, patience));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** What is not expanded counts as not known yet. */
function paymentOf(session: Stripe.Checkout.Session): Payment {
  const intent = expanded(session.payment_intent);
  const charge = expanded(intent?.latest_charge ?? null);
  const succeeded = charge?.status === 'succeeded' ? charge : null;
  const state = stateOf(session, intent);
  const error = intent?.last_payment_error;
  const amount = state === 'paid' ? (intent?.amount_received ?? null) : session.amount_total;
  const currency = (state === 'paid' ? intent?.currency : session.currency) ?? null;
  return {
    sessionRef: session.id,
    topUp: topUpOf(session),
    state,
    amountMicros: amount !== null && currency !== null ? minorToMicros(amount, currency) : null,
    currency,
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
    feeMicros: minorToMicros(transaction.fee, transaction.currency),
    currency: transaction.currency,
  };
}

function expanded<T extends object>(value: string | T | null): T | null {
  return typeof value === 'object' ? value : null;
}

function idOf(value: string | { id: string } | null): string | null {
  return typeof value === 'string' ? value : (value?.id ?? null);
}

import { readId } from '@/lib/core/ids';
import 'server-only';
import type Stripe from 'stripe';
import { stripe } from './client';
import { isMissing } from './errors';

/** What names a refund to Stripe. It never changes, so asking again is the same request. */
export interface RefundIdentity {
  id: bigint;
  /** A UUID; ids begin again when a database is made anew, this does not. */
  requestKey: string;
}

interface Movement {
  id: string;
  feeMinor: number;
  currency: string;
}

export interface RefundFacts {
  refundRef: string;
  chargeRef: string | null;
  paymentRef: string | null;
  /** The refund that it says it is; null: it was made in Stripe's dashboard. */
  refund: RefundIdentity | null;
  /** It gives back money that was put aside, never posted. */
  endsOddMoney: boolean;
  /** Minor units. */
  amountMinor: number;
  currency: string;
  status: 'pending' | 'requires_action' | 'succeeded' | 'failed' | 'canceled';
  failureCode: string | null;
  /** With which it left Stripe's balance, and with which it came back. */
  taken: Movement | null;
  returned: Movement | null;
}

interface NewRefund {
  refund: RefundIdentity;
  chargeRef: string;
  amountMinor: number;
  reason: 'duplicate' | 'fraudulent' | 'requested_by_customer' | null;
}

const keyOf = ({ id, requestKey }: RefundIdentity) => `refund-${requestKey}-${id}`;
const EXPANSION = ['balance_transaction', 'failure_balance_transaction'];

/**
 * Gives money of a charge back to its card. The same refund is the same idempotency key: for a day at least,
 * asking again changes nothing. Throws what the SDK throws; whether the work was done is known only when
 * Stripe refused a parameter.
 */
export async function createRefund({
  refund,
  chargeRef,
  amountMinor,
  reason,
}: NewRefund): Promise<RefundFacts> {
  const made = await stripe().refunds.create(
    {
      charge: chargeRef,
      amount: amountMinor,
      ...(reason && { reason }),
      metadata: { refund_id: String(refund.id), request_key: refund.requestKey },
      expand: EXPANSION,
    },
    { idempotencyKey: keyOf(refund) },
  );
  return factsOf(made);
}

/**
 * Gives all of a charge back that was put aside and never posted. The same key is the same refund. Resolves
 * to its id; throws what the SDK throws.
 */
export async function refundOddCharge(chargeRef: string, requestKey: string): Promise<string> {
  const { id } = await stripe().refunds.create(
    { charge: chargeRef, metadata: { odd_money_key: requestKey } },
    { idempotencyKey: `odd-money-${requestKey}` },
  );
  return id;
}

/** Stripe's refund for one of ours, or null if the charge has none. Throws what the SDK throws. */
export async function findRefund(refund: RefundIdentity, chargeRef: string): Promise<RefundFacts | null> {
  for await (const facts of listRefundsOf(chargeRef)) {
    if (facts.refund?.id === refund.id && facts.refund.requestKey === refund.requestKey) return facts;
  }
  return null;
}

/** All refunds of a charge, the newest first, page by page. */
export async function* listRefundsOf(chargeRef: string): AsyncGenerator<RefundFacts> {
  const expand = EXPANSION.map((member) => `data.${member}`);
  for await (const refund of stripe().refunds.list({ charge: chargeRef, limit: 100, expand })) {
    yield factsOf(refund);
  }
}

/** A refund as it is now; null when Stripe has none of this id. */
export async function readRefund(refundRef: string): Promise<RefundFacts | null> {
  try {
    return factsOf(await stripe().refunds.retrieve(refundRef, { expand: EXPANSION }));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

const STATUSES = ['pending', 'requires_action', 'succeeded', 'failed', 'canceled'] as const;

function factsOf(refund: Stripe.Refund): RefundFacts {
  const { refund_id, request_key: requestKey } = refund.metadata ?? {};
  const id = readId(refund_id);
  return {
    refundRef: refund.id,
    chargeRef: idOf(refund.charge),
    paymentRef: idOf(refund.payment_intent),
    refund: id && requestKey ? { id, requestKey } : null,
    endsOddMoney: Boolean(refund.metadata?.odd_money_key),
    amountMinor: refund.amount,
    currency: refund.currency,
    // A state that Stripe adds one day is one that has not ended.
    status: STATUSES.find((known) => known === refund.status) ?? 'pending',
    failureCode: refund.failure_reason ?? null,
    taken: movementOf(refund.balance_transaction),
    returned: movementOf(refund.failure_balance_transaction ?? null),
  };
}

function movementOf(value: string | Stripe.BalanceTransaction | null): Movement | null {
  return value && typeof value === 'object'
    ? { id: value.id, feeMinor: value.fee, currency: value.currency }
    : null;
}

function idOf(value: string | { id: string } | null): string | null {
  return typeof value === 'string' ? value : (value?.id ?? null);
}

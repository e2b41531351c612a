import 'server-only';
import type Stripe from 'stripe';
import { readId } from '@/lib/core/ids';
import { toMinorUnits } from '@/lib/core/money';
import type { NewRefund, RefundFacts } from '../port/refunds';
import type { Identity } from '../port/top-ups';
import { stripe } from './client';
import { isMissing } from './errors';
import { minorToMicros } from './minor-to-micros';

const keyOf = ({ id, requestKey }: Identity) => `refund-${requestKey}-${id}`;
const EXPANSION = ['balance_transaction', 'failure_balance_transaction'];

export async function createRefund({
  refund,
  chargeRef,
  amountMicros,
  currency,
  reason,
}: NewRefund): Promise<RefundFacts> {
  const made = await stripe().refunds.create(
    {
      charge: chargeRef,
      amount: toMinorUnits(amountMicros, currency),
      ...(reason && { reason }),
      metadata: { refund_id: String(refund.id), request_key: refund.requestKey },
      expand: EXPANSION,
    },
    { idempotencyKey: keyOf(refund) },
  );
  return factsOf(made);
}

export async function refundOddCharge(chargeRef: string, requestKey: string): Promise<string> {
  const { id } = await stripe().refunds.create(
    { charge: chargeRef, metadata: { odd_money_key: requestKey } },
    { idempotencyKey: `odd-money-${requestKey}` },
  );
  return id;
}

export async function findRefund(refund: Identity, chargeRef: string): Promise<RefundFacts | null> {
  for await (const facts of listRefundsOf(chargeRef)) {
    if (facts.refund?.id === refund.id && facts.refund.requestKey === refund.requestKey) return facts;
  }
  return null;
}

export async function* listRefundsOf(chargeRef: string): AsyncGenerator<RefundFacts> {
  const expand = EXPANSION.map((member) => `data.${member}`);
  for await (const refund of stripe().refunds.list({ charge: chargeRef, limit: 100, expand })) {
    yield factsOf(refund);
  }
}

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
    amountMicros: minorToMicros(refund.amount, refund.currency),
    currency: refund.currency,
    // A state that Stripe adds one day is one that has not ended.
    status: STATUSES.find((known) => known === refund.status) ?? 'pending',
    failureCode: refund.failure_reason ?? null,
    taken: movementOf(refund.balance_transaction),
    returned: movementOf(refund.failure_balance_transaction ?? null),
  };
}

function movementOf(value: string | Stripe.BalanceTransaction | null): RefundFacts['taken'] {
  return value && typeof value === 'object'
    ? { id: value.id, feeMicros: minorToMicros(value.fee, value.currency), currency: value.currency }
    : null;
}

function idOf(value: string | { id: string } | null): string | null {
  return typeof value === 'string' ? value : (value?.id ?? null);
}

import type Stripe from 'stripe';
import { TEST_CARDS } from '../cards/test-cards.ts';
import { noteRefund, refuseDisputed } from '../disputes/follow-refund.ts';
import { invalidRequest } from '../http/errors.ts';
import { newId } from '../ids.ts';
import { scheduleJob } from '../jobs.ts';
import { formatAmount } from '../money/currencies.ts';
import { readSettings } from '../settings.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { nowSeconds, type World } from '../world.ts';
import { postTransaction } from './post-fee.ts';

interface RefundInput {
  charge: Stripe.Charge;
  /** Minor units; the rest of the charge when absent. */
  amount: number | undefined;
  reason: string | null;
  metadata: Record<string, string>;
}

/** Gives back a charge or a part of it. The processing fee does not come back, as at Stripe. */
export function refundCharge(world: World, { charge, amount, reason, metadata }: RefundInput): Stripe.Refund {
  const left = charge.amount - charge.amount_refunded;
  requireRefundable(charge, amount, left);
  refuseDisputed(world, charge);
  const given = amount ?? left;
  const method = world.store.get('payment_method', charge.payment_method ?? '');
  const ending = TEST_CARDS[method?.hidden.testCard ?? '']?.refund ?? null;
  const isCard = charge.payment_method_details?.type === 'card';
  const pending = ending === 'succeeds_later' || !isCard;
  const id = newId('re');
  const refund: Stripe.Refund = {
    id,
    object: 'refund',
    amount: given,
    balance_transaction: null,
    charge: charge.id,
    created: nowSeconds(world),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: isCard
      ? {
          card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
          type: 'card',
        }
      : { type: 'us_bank_transfer', us_bank_transfer: { reference: null, reference_status: null } },
    metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    ...(pending && { pending_reason: 'processing' }),
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: pending ? 'pending' : 'succeeded',
    transfer_reversal: null,
  };
  refund.balance_transaction = postTransaction(world, {
    amount: -given,
    currency: charge.currency,
    fee: 0,
    type: isCard ? 'refund' : 'payment_refund',
    source: id,
    description: `REFUND FOR CHARGE (${charge.description ?? charge.id})`,
    availableAtOnce: true,
  });
  world.store.put('refund', id, { object: refund, hidden: null });
  changeRefunded(world, charge.id, given);
  emitEvent(world, 'refund.created', refund);
  emitRefunded(world, charge);
  noteRefund(world, charge.id);
  const later = world.nowMs() + readSettings(world.store).asyncDelayMs;
  if (ending === 'fails_later') scheduleJob(world, 'fail_refund', id, later);
  else if (pending) scheduleJob(world, 'settle_refund', id, later);
  return refund;
}

function requireRefundable(charge: Stripe.Charge, amount: number | undefined, left: number): void {
  if (charge.status !== 'succeeded') {
    throw invalidRequest(
      `Charge ${charge.id} is ${charge.status}: only a successful charge can be refunded.`,
      {
        code: 'charge_not_refundable',
        param: 'charge',
      },
    );
  }
  if (left <= 0) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, {
      code: 'charge_already_refunded',
    });
  }
  if (amount !== undefined && amount > left) {
    const [asked, rest] = [formatAmount(amount, charge.currency), formatAmount(left, charge.currency)];
    const message =
      left === charge.amount
        ? `Refund amount (${asked}) is greater than charge amount (${rest})`
        : `Refund amount (${asked}) is greater than unrefunded amount on charge (${rest})`;
    throw invalidRequest(message, { param: 'amount' });
  }
}

function changeRefunded(world: World, charge: string, by: number): Stripe.Charge {
  return world.store.edit('charge', charge, ({ object }) => {
    object.amount_refunded += by;
    object.refunded = object.amount_refunded === object.amount;
  }).object;
}

function emitRefunded(world: World, before: Stripe.Charge): void {
  const after = world.store.get('charge', before.id)?.object;
  if (after) {
    emitEvent(world, 'charge.refunded', after, {
      amount_refunded: before.amount_refunded,
      refunded: before.refunded,
    });
  }
}

/** A refund that waited has arrived. A repeat does nothing. */
export function settleRefund(world: World, id: string): void {
  if (world.store.get('refund', id)?.object.status !== 'pending') return;
  const { object } = world.store.edit('refund', id, (row) => {
    row.object.status = 'succeeded';
    delete row.object.pending_reason;
  });
  emitEvent(world, 'refund.updated', object, { status: 'pending' });
  emitEvent(world, 'charge.refund.updated', object, { status: 'pending' });
}

/** The bank sent the refund back: the money returns to the balance and the charge counts as not refunded. */
export function failRefund(world: World, id: string): void {
  const refund = world.store.get('refund', id)?.object;
  if (!refund || refund.status === 'failed' || typeof refund.charge !== 'string') return;
  const returned = postTransaction(world, {
    amount: refund.amount,
    currency: refund.currency,
    fee: 0,
    type: 'refund_failure',
    source: id,
    description: 'REFUND FAILURE',
    availableAtOnce: true,
  });
  changeRefunded(world, refund.charge, -refund.amount);
  const { object } = world.store.edit('refund', id, (row) => {
    row.object.status = 'failed';
    row.object.failure_reason = 'lost_or_stolen_card';
    row.object.failure_balance_transaction = returned;
    delete row.object.pending_reason;
  });
  emitEvent(world, 'refund.failed', object, { status: refund.status });
  emitEvent(world, 'refund.updated', object, { status: refund.status });
  emitEvent(world, 'charge.refund.updated', object, { status: refund.status });
}

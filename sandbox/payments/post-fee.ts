import type Stripe from 'stripe';
import { TEST_CARDS } from '../cards/test-cards.ts';
import { newId } from '../ids.ts';
import { scheduleJob } from '../jobs.ts';
import { processingFee } from '../money/fees.ts';
import { readSettings } from '../settings.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { nowSeconds, type World } from '../world.ts';

const TWO_DAYS = 2 * 24 * 3600;

/** Books a succeeded charge on the balance, at once or after the delay of the settings. */
export function postFeeWhenDue(world: World, charge: string): void {
  const { feeDelayMs } = readSettings(world.store);
  if (feeDelayMs > 0) scheduleJob(world, 'post_fee', charge, world.nowMs() + feeDelayMs);
  else postFee(world, charge);
}

/** Creates the fee's balance transaction and sends `charge.updated`. A repeat does nothing. */
export function postFee(world: World, chargeId: string): void {
  const charge = world.store.get('charge', chargeId)?.object;
  if (!charge || charge.balance_transaction !== null) return;
  const isCard = charge.payment_method_details?.type === 'card';
  const fee = processingFee(charge.amount, charge.currency, isCard ? 'card' : 'us_bank_account');
  const id = postTransaction(world, {
    amount: charge.amount,
    currency: charge.currency,
    fee,
    type: isCard ? 'charge' : 'payment',
    source: charge.id,
    description: charge.description,
    availableAtOnce: skipsPending(world, charge),
  });
  const updated = world.store.edit('charge', chargeId, (row) => {
    row.object.balance_transaction = id;
  });
  emitEvent(world, 'charge.updated', updated.object, { balance_transaction: null });
}

const REPORTING_CATEGORIES = {
  adjustment: 'dispute',
  charge: 'charge',
  payment: 'charge',
  payment_refund: 'refund',
  refund: 'refund',
  refund_failure: 'refund_failure',
  stripe_fee: 'fee',
  topup: 'topup',
  transfer: 'transfer',
  transfer_refund: 'transfer_reversal',
};

interface Posting {
  amount: number;
  currency: string;
  fee: number;
  type: keyof typeof REPORTING_CATEGORIES;
  /** Null: about nothing but the platform itself. */
  source: string | null;
  description: string | null;
  availableAtOnce: boolean;
  /** Where the type alone does not say it. */
  reportingCategory?: string;
  feeDescription?: string;
}

/** Books one movement on the balance, in minor units, below zero when it leaves. Returns its id. */
export function postTransaction(world: World, posting: Posting): string {
  const { amount, currency, fee, type, source, description } = posting;
  const created = nowSeconds(world);
  const transaction: Stripe.BalanceTransaction = {
    id: newId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: created + (posting.availableAtOnce ? 0 : TWO_DAYS),
    balance_type: 'payments',
    created,
    currency,
    description,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency,
              description: posting.feeDescription ?? 'Stripe processing fees',
              type: 'stripe_fee',
            },
          ],
    net: amount - fee,
    reporting_category: posting.reportingCategory ?? REPORTING_CATEGORIES[type],
    source,
    status: posting.availableAtOnce ? 'available' : 'pending',
    type,
  };
  world.store.put('balance_transaction', transaction.id, { object: transaction, hidden: null });
  return transaction.id;
}

function skipsPending(world: World, charge: Stripe.Charge): boolean {
  const method = world.store.get('payment_method', charge.payment_method ?? '');
  return TEST_CARDS[method?.hidden.testCard ?? '']?.skipsPending ?? false;
}

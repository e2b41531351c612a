import type Stripe from 'stripe';
import type { Store } from '../store.ts';

/** The object as Stripe answers it: charges carry refunds, transfers reversals; both are stored apart. */
export function renderObject<T extends { object: string }>(store: Store, object: T): T {
  if (isCharge(object)) return { ...object, refunds: refundsOf(store, object.id) };
  return isTransfer(object) ? { ...object, reversals: reversalsOf(store, object.id) } : object;
}

function isTransfer(object: { object: string }): object is Stripe.Transfer {
  return object.object === 'transfer';
}

function reversalsOf(store: Store, transfer: string): Stripe.ApiList<Stripe.TransferReversal> {
  const reversals = store
    .all('transfer_reversal')
    .map((row) => row.object)
    .filter((reversal) => reversal.transfer === transfer)
    .reverse();
  return {
    object: 'list',
    data: reversals.slice(0, 10),
    has_more: reversals.length > 10,
    url: `/v1/transfers/${transfer}/reversals`,
  };
}

function isCharge(object: { object: string }): object is Stripe.Charge {
  return object.object === 'charge';
}

function refundsOf(store: Store, charge: string): Stripe.ApiList<Stripe.Refund> {
  const refunds = store
    .all('refund')
    .map((row) => row.object)
    .filter((refund) => refund.charge === charge)
    .reverse();
  return {
    object: 'list',
    data: refunds.slice(0, 10),
    has_more: refunds.length > 10,
    url: `/v1/charges/${charge}/refunds`,
  };
}

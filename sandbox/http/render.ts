import type Stripe from 'stripe';
import type { Store } from '../store.ts';

/** The object as Stripe answers it: a charge carries the list of its refunds, which are stored apart. */
export function renderObject<T extends { object: string }>(store: Store, object: T): T {
  return isCharge(object) ? { ...object, refunds: refundsOf(store, object.id) } : object;
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

import type Stripe from 'stripe';
import { z } from 'zod';
import { resourceMissing } from '../http/errors.ts';
import { createdWithin, pageOf } from '../http/lists.ts';
import { created, currency, expandable, notInSandbox, pagination, text } from '../http/params.ts';
import { type Route, route } from '../http/routes.ts';
import { nowSeconds, type World } from '../world.ts';

const listParams = z.strictObject({
  ...pagination,
  created: created().optional(),
  currency: currency().optional(),
  source: text().optional(),
  type: text().optional(),
  ...notInSandbox('payout'),
});

/** The transaction as it is now: pending money becomes available by itself when its day comes. */
export function transactionNow(
  world: World,
  transaction: Stripe.BalanceTransaction,
): Stripe.BalanceTransaction {
  return { ...transaction, status: transaction.available_on <= nowSeconds(world) ? 'available' : 'pending' };
}

export const balanceTransactionRoutes: Route[] = [
  route('GET', '/v1/balance_transactions', listParams, ({ world, params, path }) => {
    const transactions = world.store
      .all('balance_transaction')
      .map((row) => transactionNow(world, row.object))
      .filter((one) => createdWithin(one.created, params.created))
      .filter((one) => (params.currency ?? one.currency) === one.currency)
      .filter((one) => (params.source ?? one.source) === one.source)
      .filter((one) => (params.type ?? one.type) === one.type);
    return pageOf(transactions.reverse(), params, path);
  }),
  route('GET', '/v1/balance_transactions/:id', z.strictObject(expandable), ({ world, id }) => {
    const row = world.store.get('balance_transaction', id);
    if (!row) throw resourceMissing('balance transaction', id, 'id');
    return transactionNow(world, row.object);
  }),
];

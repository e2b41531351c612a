import type Stripe from 'stripe';
import { z } from 'zod';
import { invalidRequest, resourceMissing } from '../http/errors.ts';
import { createdWithin, pageOf } from '../http/lists.ts';
import { created, currency, expandable, pagination, text } from '../http/params.ts';
import { connected, type Route, route } from '../http/routes.ts';
import { nowSeconds, type World } from '../world.ts';

const listParams = z.strictObject({
  ...pagination,
  created: created().optional(),
  currency: currency().optional(),
  source: text().optional(),
  type: text().optional(),
  payout: text().optional(),
});

/** The transaction as it is now: pending money becomes available by itself when its day comes. */
export function transactionNow(
  world: World,
  transaction: Stripe.BalanceTransaction,
): Stripe.BalanceTransaction {
  return { ...transaction, status: transaction.available_on <= nowSeconds(world) ? 'available' : 'pending' };
}

/** Of the connected account asked for, or the platform; with `payout`, what that payout took along. */
function listAsked(world: World, payout: string | undefined): Stripe.BalanceTransaction[] {
  const account = world.request?.account;
  if (payout && world.store.get('payout', payout)?.object.automatic === false) {
    throw invalidRequest(
      'Balance transaction history can only be filtered on automatic transfers, not manual.',
      {
        param: 'payout',
      },
    );
  }
  if (account) {
    return world.store
      .all('connected_transaction')
      .filter(({ hidden }) => hidden.account === account && (payout ?? hidden.payout) === hidden.payout)
      .map(({ object }) => object);
  }
  return payout ? [] : world.store.all('balance_transaction').map((row) => transactionNow(world, row.object));
}

export const balanceTransactionRoutes: Route[] = [
  connected(
    route('GET', '/v1/balance_transactions', listParams, ({ world, params, path }) => {
      const transactions = listAsked(world, params.payout)
        .filter((one) => createdWithin(one.created, params.created))
        .filter((one) => (params.currency ?? one.currency) === one.currency)
        .filter((one) => (params.source ?? one.source) === one.source)
        .filter((one) => (params.type ?? one.type) === one.type);
      return pageOf(transactions.reverse(), params, path);
    }),
  ),
  route('GET', '/v1/balance_transactions/:id', z.strictObject(expandable), ({ world, id }) => {
    const row = world.store.get('balance_transaction', id);
    if (!row) throw resourceMissing('balance transaction', id, 'id');
    return transactionNow(world, row.object);
  }),
];

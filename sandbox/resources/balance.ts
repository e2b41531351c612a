import type Stripe from 'stripe';
import { z } from 'zod';
import { transactionsOf } from '../connect/balance.ts';
import { expandable } from '../http/params.ts';
import { connected, type Route, route } from '../http/routes.ts';
import type { World } from '../world.ts';
import { transactionNow } from './balance-transactions.ts';

/** The movements on the balance of the connected account that is asked for, or else on the platform's own. */
function transactionsAsked(world: World): Stripe.BalanceTransaction[] {
  const account = world.request?.account;
  if (account) return transactionsOf(world, account);
  return world.store.all('balance_transaction').map(({ object }) => transactionNow(world, object));
}

/** What the platform can transfer now, in minor units. */
export function availableIn(world: World, currency: string): number {
  return world.store
    .all('balance_transaction')
    .map(({ object }) => transactionNow(world, object))
    .filter((one) => one.currency === currency && one.status === 'available')
    .reduce((sum, one) => sum + one.net, 0);
}

/** What the account holds in each currency: the sum of its balance transactions, split by their status. */
function balanceOf(world: World): Stripe.Balance {
  const sums = new Map<string, { available: number; pending: number }>([
    ['usd', { available: 0, pending: 0 }],
  ]);
  for (const { currency, net, status } of transactionsAsked(world)) {
    const sum = sums.get(currency) ?? { available: 0, pending: 0 };
    sum[status === 'available' ? 'available' : 'pending'] += net;
    sums.set(currency, sum);
  }
  const entries = (state: 'available' | 'pending') =>
    [...sums].map(([currency, sum]) => ({
      amount: sum[state],
      currency,
      source_types: { card: sum[state] },
    }));
  return {
    object: 'balance',
    available: entries('available'),
    connect_reserved: [...sums.keys()].map((currency) => ({ amount: 0, currency })),
    livemode: false,
    pending: entries('pending'),
  };
}

export const balanceRoutes: Route[] = [
  connected(route('GET', '/v1/balance', z.strictObject(expandable), ({ world }) => balanceOf(world))),
];

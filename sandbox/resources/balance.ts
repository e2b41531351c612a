import type Stripe from 'stripe';
import { z } from 'zod';
import { expandable } from '../http/params.ts';
import { type Route, route } from '../http/routes.ts';
import type { World } from '../world.ts';
import { transactionNow } from './balance-transactions.ts';

/** What the account holds in each currency: the sum of its balance transactions, split by their status. */
function balanceOf(world: World): Stripe.Balance {
  const sums = new Map<string, { available: number; pending: number }>([
    ['usd', { available: 0, pending: 0 }],
  ]);
  for (const { object } of world.store.all('balance_transaction')) {
    const { currency, net, status } = transactionNow(world, object);
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
  route('GET', '/v1/balance', z.strictObject(expandable), ({ world }) => balanceOf(world)),
];

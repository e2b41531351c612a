import type Stripe from 'stripe';
import { newId } from '../ids.ts';
import { nowSeconds, type World } from '../world.ts';

interface Movement {
  account: string;
  /** Minor units; negative leaves the balance. */
  amount: number;
  currency: string;
  type: 'payment' | 'payment_refund' | 'payout' | 'payout_failure' | 'payout_cancel';
  source: string;
  /** The payout that it belongs to, if already known. */
  payout: string | null;
}

/** Books one movement on a connected account's balance, at once available, and returns its id. */
export function moveOnAccount(world: World, movement: Movement): string {
  const { account, amount, currency, type, source, payout } = movement;
  const created = nowSeconds(world);
  const object: Stripe.BalanceTransaction = {
    id: newId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: created,
    balance_type: 'payments',
    created,
    currency,
    description: null,
    exchange_rate: null,
    fee: 0,
    fee_details: [],
    net: amount,
    reporting_category: type === 'payment' ? 'charge' : type === 'payment_refund' ? 'refund' : type,
    source,
    status: 'available',
    type,
  };
  world.store.put('connected_transaction', object.id, { object, hidden: { account, payout } });
  return object.id;
}

export function transactionsOf(world: World, account: string): Stripe.BalanceTransaction[] {
  return world.store
    .all('connected_transaction')
    .filter(({ hidden }) => hidden.account === account)
    .map(({ object }) => object);
}

/** What a connected account holds, in minor units. */
export function heldBy(world: World, account: string, currency: string): number {
  return transactionsOf(world, account)
    .filter((one) => one.currency === currency)
    .reduce((sum, one) => sum + one.net, 0);
}

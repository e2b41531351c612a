import 'server-only';
import type Stripe from 'stripe';
import type { TransactionFacts } from '../port/books';
import { stripe } from './client';
import { minorToMicros } from './minor-to-micros';

const PAGE = 100;
const REVERSALS = ['transfer_refund', 'transfer_cancel', 'transfer_failure'];

export async function* listTransactions(since: Date): AsyncGenerator<TransactionFacts[]> {
  const created = { gte: Math.floor(since.getTime() / 1000) };
  let after: string | undefined;
  for (;;) {
    const page = await stripe().balanceTransactions.list({
      created,
      limit: PAGE,
      ...(after && { starting_after: after }),
    });
    const facts: TransactionFacts[] = [];
    for (const one of page.data) facts.push(await factsOf(one));
    if (facts.length > 0) yield facts;
    after = page.data.at(-1)?.id;
    if (!page.has_more || !after) return;
  }
}

async function factsOf(one: Stripe.BalanceTransaction): Promise<TransactionFacts> {
  return {
    id: one.id,
    type: one.type,
    category: one.reporting_category,
    sourceRef: typeof one.source === 'string' ? one.source : (one.source?.id ?? null),
    parentRef: REVERSALS.includes(one.type) ? await readParent(one.id) : null,
    currency: one.currency,
    amountMicros: minorToMicros(one.amount, one.currency),
    feeMicros: minorToMicros(one.fee, one.currency),
    createdAt: new Date(one.created * 1000),
  };
}

/** A reversal does not say in the list which transfer it takes back. */
async function readParent(id: string): Promise<string | null> {
  const { source } = await stripe().balanceTransactions.retrieve(id, { expand: ['source'] });
  if (source === null || typeof source === 'string') return null;
  if (source.object === 'transfer') return source.id;
  if (source.object !== 'transfer_reversal') return null;
  return typeof source.transfer === 'string' ? source.transfer : source.transfer.id;
}

export async function readBalance(): Promise<Map<string, bigint>> {
  const { available, pending } = await stripe().balance.retrieve();
  const sums = new Map<string, bigint>();
  for (const { currency, amount } of [...available, ...pending])
    sums.set(currency, (sums.get(currency) ?? 0n) + minorToMicros(amount, currency));
  return sums;
}

import 'server-only';
import type { BankPayoutFacts } from '../../port/payouts';
import { stripe } from '../client';
import { isMissing, isPermanent } from '../errors';
import { minorToMicros } from '../minor-to-micros';

export async function readBankPayout(
  bankPayoutRef: string,
  accountRef: string,
): Promise<BankPayoutFacts | null> {
  const asAccount = { stripeAccount: accountRef };
  try {
    const payout = await stripe().payouts.retrieve(bankPayoutRef, {}, asAccount);
    const listed = payout.automatic ? await listSources(bankPayoutRef, accountRef) : null;
    const sources = listed ?? [];
    const failed = payout.status === 'failed' || payout.status === 'canceled';
    return {
      bankPayoutRef,
      accountRef,
      state: failed ? 'failed' : payout.status === 'paid' ? 'paid' : 'under_way',
      failureCode: failed ? (payout.failure_code ?? payout.status) : null,
      arrivesAt: new Date(payout.arrival_date * 1000),
      createdAt: new Date(payout.created * 1000),
      amountMicros: minorToMicros(payout.amount, payout.currency),
      currency: payout.currency,
      bankRef: typeof payout.destination === 'string' ? payout.destination : (payout.destination?.id ?? null),
      sourcesKnown: listed !== null,
      // py_…: transfers; po_…: payouts that failed.
      receivedRefs: sources.filter((source) => source.startsWith('py_')),
      retriedPayoutRefs: sources.filter((source) => source.startsWith('po_') && source !== bankPayoutRef),
    };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Null: Stripe will not tell. */
async function listSources(payout: string, accountRef: string): Promise<string[] | null> {
  try {
    return await readSources(payout, accountRef);
  } catch (error) {
    if (isPermanent(error)) return null;
    throw error;
  }
}

async function readSources(payout: string, accountRef: string): Promise<string[]> {
  const sources: string[] = [];
  const pages = stripe().balanceTransactions.list({ payout, limit: 100 }, { stripeAccount: accountRef });
  for await (const { source } of pages) {
    const id = typeof source === 'string' ? source : source?.id;
    if (id) sources.push(id);
  }
  return sources;
}

const MOST_LISTED = 100;

export async function listBankPayouts(accountRef: string, since: Date): Promise<string[]> {
  const { data } = await stripe().payouts.list(
    { created: { gte: Math.floor(since.getTime() / 1000) }, limit: MOST_LISTED },
    { stripeAccount: accountRef },
  );
  return data.map(({ id }) => id).reverse();
}

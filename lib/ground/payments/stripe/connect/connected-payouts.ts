import 'server-only';
import { stripe } from '../client';
import { isMissing, isPermanent } from '../errors';

export interface ConnectedPayoutFacts {
  bankPayoutRef: string;
  accountRef: string;
  state: 'under_way' | 'paid' | 'failed';
  /** Stripe's code of a failure, such as `account_closed`; `canceled` when it was called off. */
  failureCode: string | null;
  arrivesAt: Date;
  createdAt: Date;
  /** Minor units. */
  amountMinor: number;
  currency: string;
  /** ba_…: the bank account that it goes to. */
  bankRef: string | null;
  /** Stripe says what is in it: not for one that was asked for by hand or at once. */
  sourcesKnown: boolean;
  /** py_…: the transfers that it takes to the bank. */
  receivedRefs: string[];
  /** po_…: earlier payouts that failed and whose money it takes along. */
  retriedPayoutRefs: string[];
}

/** A payout from a connected account to its bank, with what is in it; null when Stripe has none. */
export async function readConnectedPayout(
  bankPayoutRef: string,
  accountRef: string,
): Promise<ConnectedPayoutFacts | null> {
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
      amountMinor: payout.amount,
      currency: payout.currency,
      bankRef: typeof payout.destination === 'string' ? payout.destination : (payout.destination?.id ?? null),
      sourcesKnown: listed !== null,
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

/** The ids of the payouts that a connected account made since a moment, the oldest first. */
export async function listConnectedPayoutIds(accountRef: string, since: Date): Promise<string[]> {
  const { data } = await stripe().payouts.list(
    { created: { gte: Math.floor(since.getTime() / 1000) }, limit: MOST_LISTED },
    { stripeAccount: accountRef },
  );
  return data.map(({ id }) => id).reverse();
}

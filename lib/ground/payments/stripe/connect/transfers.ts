import { readId } from '@/lib/core/ids';
import 'server-only';
import type Stripe from 'stripe';
import { stripe } from '../client';
import { isMissing } from '../errors';

/** What names a payout to Stripe. It never changes, so asking again is the same request. */
export interface PayoutIdentity {
  id: bigint;
  /** A UUID; ids begin again when a database is made anew, this does not. */
  requestKey: string;
}

export interface TransferFacts {
  transferRef: string;
  /** The payout that it says it is for; null: it is none of ours. */
  payout: PayoutIdentity | null;
  /** Minor units. */
  amountMinor: number;
  reversedMinor: number;
  currency: string;
  destination: string | null;
  /** py_…: how the destination's own balance names it. */
  receivedRef: string | null;
}

interface NewTransfer {
  payout: PayoutIdentity;
  amountMinor: number;
  currency: string;
  destination: string;
}

const groupOf = ({ id, requestKey }: PayoutIdentity) => `payout-${requestKey}-${id}`;

/**
 * Moves money from the platform's balance at Stripe to a connected account. The same payout is the same
 * idempotency key: for a day at least, asking again changes nothing. Throws what the SDK throws; whether the
 * work was done is known only when Stripe refused a parameter.
 */
export async function createTransfer({
  payout,
  amountMinor,
  currency,
  destination,
}: NewTransfer): Promise<TransferFacts> {
  const transfer = await stripe().transfers.create(
    {
      amount: amountMinor,
      currency,
      destination,
      transfer_group: groupOf(payout),
      metadata: { payout_id: String(payout.id), request_key: payout.requestKey },
    },
    { idempotencyKey: groupOf(payout) },
  );
  return factsOf(transfer);
}

/** The transfer that Stripe made for a payout, or null if it has none. Throws what the SDK throws. */
export async function findTransfer(payout: PayoutIdentity): Promise<TransferFacts | null> {
  const { data } = await stripe().transfers.list({ transfer_group: groupOf(payout), limit: 10 });
  // The newest comes first; the oldest is the one.
  const transfer = data.at(-1);
  return transfer ? factsOf(transfer) : null;
}

/** A transfer as it is now; null when Stripe has none of this id. */
export async function readTransfer(transferRef: string): Promise<TransferFacts | null> {
  try {
    return factsOf(await stripe().transfers.retrieve(transferRef));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/**
 * Takes back all that is left of a transfer. It can be asked for again and again: there is never more to take
 * back than was sent. Throws what the SDK throws, a refusal when the account no longer holds the money or
 * nothing is left.
 */
export async function reverseTransfer(transferRef: string): Promise<void> {
  await stripe().transfers.createReversal(transferRef);
}

function factsOf(transfer: Stripe.Transfer): TransferFacts {
  const { payout_id, request_key: requestKey } = transfer.metadata;
  const id = readId(payout_id);
  return {
    transferRef: transfer.id,
    payout: id && requestKey ? { id, requestKey } : null,
    amountMinor: transfer.amount,
    reversedMinor: transfer.amount_reversed,
    currency: transfer.currency,
    destination: idOf(transfer.destination),
    receivedRef: idOf(transfer.destination_payment ?? null),
  };
}

function idOf(value: string | { id: string } | null): string | null {
  return typeof value === 'string' ? value : (value?.id ?? null);
}

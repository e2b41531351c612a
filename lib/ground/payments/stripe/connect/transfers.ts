import 'server-only';
import type Stripe from 'stripe';
import { readId } from '@/lib/core/ids';
import { toMinorUnits } from '@/lib/core/money';
import type { NewTransfer, TransferFacts } from '../../port/payouts';
import type { Identity } from '../../port/top-ups';
import { stripe } from '../client';
import { isMissing } from '../errors';
import { minorToMicros } from '../minor-to-micros';

const groupOf = ({ id, requestKey }: Identity) => `payout-${requestKey}-${id}`;

export async function createTransfer({
  payout,
  amountMicros,
  currency,
  accountRef,
}: NewTransfer): Promise<TransferFacts> {
  const transfer = await stripe().transfers.create(
    {
      amount: toMinorUnits(amountMicros, currency),
      currency,
      destination: accountRef,
      transfer_group: groupOf(payout),
      metadata: { payout_id: String(payout.id), request_key: payout.requestKey },
    },
    { idempotencyKey: groupOf(payout) },
  );
  return factsOf(transfer);
}

export async function findTransfer(payout: Identity): Promise<TransferFacts | null> {
  const { data } = await stripe().transfers.list({ transfer_group: groupOf(payout), limit: 10 });
  // The newest comes first; the oldest is the one.
  const transfer = data.at(-1);
  return transfer ? factsOf(transfer) : null;
}

export async function readTransfer(transferRef: string): Promise<TransferFacts | null> {
  try {
    return factsOf(await stripe().transfers.retrieve(transferRef));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

export async function reverseTransfer(transferRef: string): Promise<void> {
  await stripe().transfers.createReversal(transferRef);
}

function factsOf(transfer: Stripe.Transfer): TransferFacts {
  const { payout_id, request_key: requestKey } = transfer.metadata;
  const id = readId(payout_id);
  return {
    transferRef: transfer.id,
    payout: id && requestKey ? { id, requestKey } : null,
    amountMicros: minorToMicros(transfer.amount, transfer.currency),
    reversedMicros: minorToMicros(transfer.amount_reversed, transfer.currency),
    currency: transfer.currency,
    accountRef: idOf(transfer.destination),
    receivedRef: idOf(transfer.destination_payment ?? null),
  };
}

function idOf(value: string | { id: string } | null): string | null {
  return typeof value === 'string' ? value : (value?.id ?? null);
}

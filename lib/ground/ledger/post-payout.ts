import type { Tx } from '../../core/db.ts';

export interface PayoutPosting {
  payoutId: bigint;
  creatorId: bigint;
  /** ISO 4217, lower case. */
  currency: string;
  amountMicros: bigint;
}

/**
 * A payout leaves: available → in transit. Throws when there is less available. Safe to repeat, as all of
 * these are.
 */
export function postPayoutSent(tx: Tx, posting: PayoutPosting): Promise<boolean> {
  return post(tx, 'payout_sent', 0, posting);
}

/** The bank has it: in transit → card clearing. `amountMicros` is what was not given back before. */
export function postPayoutPaid(tx: Tx, posting: PayoutPosting): Promise<boolean> {
  return post(tx, 'payout_paid', 0, posting);
}

/**
 * Money of a payout is available again: in transit → available, and before that card clearing → in transit if
 * the payout was posted as paid. `leg` numbers what comes back in parts: 0, 1, 2 …
 */
export async function postPayoutReturned(
  tx: Tx,
  { leg, wasPaid, ...posting }: PayoutPosting & { leg: number; wasPaid: boolean },
): Promise<boolean> {
  if (wasPaid) await post(tx, 'payout_reversed', leg, posting);
  return post(tx, 'payout_failed', leg, posting);
}

type Step = 'payout_sent' | 'payout_paid' | 'payout_reversed' | 'payout_failed';

async function post(tx: Tx, step: Step, leg: number, posting: PayoutPosting): Promise<boolean> {
  const { payoutId, creatorId, currency, amountMicros } = posting;
  const [row] = await tx.$queryRaw<{ posted: boolean }[]>`
    SELECT post_payout_step(${payoutId}::bigint, ${step}::transfer_kind, ${leg}::int, ${creatorId}::bigint,
      ${currency}, ${amountMicros}::bigint) AS posted`;
  return row?.posted === true;
}

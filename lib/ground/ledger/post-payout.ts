import type { Tx } from '../../core/db.ts';

export interface PayoutPosting {
  payoutId: bigint;
  creatorId: bigint;
  /** ISO 4217, lower case. */
  currency: string;
  amountMicros: bigint;
}

/** A payout leaves: available → in transit. Throws if too little is available. All here repeat safely. */
export function postPayoutSent(tx: Tx, posting: PayoutPosting): Promise<boolean> {
  return post(tx, 'payout_sent', 0, posting);
}

/** The bank has it: in transit → card clearing. `amountMicros` is what was not given back before. */
export function postPayoutPaid(tx: Tx, posting: PayoutPosting): Promise<boolean> {
  return post(tx, 'payout_paid', 0, posting);
}

/** A payout's money is available again; if it was posted as paid, clearing first. `leg` numbers parts. */
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

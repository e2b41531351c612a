import type { Tx } from '../../core/db.ts';

interface FeePosting {
  kind: 'refund_fee' | 'dispute_fee';
  /** The refund or the dispute. */
  ref: bigint;
  leg: number;
  /** ISO 4217, lower case. */
  currency: string;
  /** Below zero when the processor gives a fee back. */
  feeMicros: bigint;
}

/**
 * A processor's fee that is not a charge's: processing fees → card clearing, or the other way when it comes
 * back. Zero posts nothing; so does a repeat; a repeat with another fee throws. Resolves to whether it was
 * posted now.
 */
export async function postFee(tx: Tx, { kind, ref, leg, currency, feeMicros }: FeePosting): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ posted: boolean }[]>`
    SELECT post_fee(${ref}::bigint, ${kind}::transfer_kind, ${leg}::int, ${currency}, ${feeMicros}::bigint)
      AS posted`;
  return row?.posted === true;
}

import type { Tx } from '../../core/db.ts';

/**
 * The processor's real fee for a top-up: processing fees → card clearing. Runs inside the caller's
 * transaction. A fee of zero posts nothing; a repeat posts nothing; a repeat with another fee throws.
 * Resolves to whether it was posted now.
 */
export async function postProcessingFee(
  tx: Tx,
  { topUpId, currency, feeMicros }: { topUpId: bigint; currency: string; feeMicros: bigint },
): Promise<boolean> {
  if (feeMicros === 0n) return false;
  const [row] = await tx.$queryRaw<{ posted: boolean }[]>`
    SELECT post_once(${topUpId}::bigint, 'processing_fee', 0, platform_account('processing_fees',
      ${currency}),
      platform_account('card_clearing', ${currency}), ${feeMicros}::bigint) AS posted`;
  return row?.posted === true;
}

import type { Tx } from '../../core/db.ts';

/**
 * An admin's posting to put an account right: adjustments ↔ the account, `amountMicros` signed and not zero.
 * Runs inside the caller's transaction with the adjustment's row. A repeat posts nothing; a repeat with
 * another account or amount throws, and so does one that would leave a lot or a stored balance below zero.
 * Resolves to whether it was posted now.
 */
export async function postAdjustment(
  tx: Tx,
  {
    adjustmentId,
    accountId,
    amountMicros,
  }: { adjustmentId: bigint; accountId: bigint; amountMicros: bigint },
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ posted: boolean }[]>`
    SELECT post_adjustment(${adjustmentId}::bigint, ${accountId}::bigint, ${amountMicros}::bigint) AS posted`;
  return row?.posted === true;
}

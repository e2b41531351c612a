import type { Tx } from '../../core/db.ts';

/**
 * A captured card charge becomes money in the wallet's paid lot: card clearing → paid lot, the full face
 * value. Runs inside the caller's transaction with the top-up's row; locks the wallet until it ends. A repeat
 * posts nothing; a repeat with another wallet or amount throws. Resolves to whether it was posted now.
 */
export async function postTopUp(
  tx: Tx,
  { topUpId, walletId, amountMicros }: { topUpId: bigint; walletId: bigint; amountMicros: bigint },
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ posted: boolean }[]>`
    SELECT post_top_up(${topUpId}::bigint, ${walletId}::bigint, ${amountMicros}::bigint) AS posted`;
  return row?.posted === true;
}

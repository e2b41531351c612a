import type { Tx } from '../../core/db.ts';

export interface GrantInput {
  walletId: bigint;
  amountMicros: bigint;
  /** The caller's name for this gift within the wallet, for example `welcome`. */
  grantKey: string;
  /** When what is left of it goes back; null: never. */
  expiresAt: Date | null;
}

/**
 * Gives promotional money: promotions → a new promotional lot. Runs inside the caller's transaction; locks
 * the wallet. Idempotent by wallet and key. Resolves to the new grant's id, or null if the wallet has a grant
 * of this key.
 */
export async function grantPromotion(tx: Tx, input: GrantInput): Promise<bigint | null> {
  const { walletId, amountMicros, grantKey, expiresAt } = input;
  const [row] = await tx.$queryRaw<{ id: bigint | null }[]>`
    SELECT grant_promotion(${walletId}::bigint, ${amountMicros}::bigint, ${grantKey},
      ${expiresAt}::timestamptz) AS id`;
  return row?.id ?? null;
}

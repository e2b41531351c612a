import type { Tx } from '../../core/db.ts';

export interface UnlockState {
  unlockId: bigint;
  walletId: bigint;
  readerId: bigint;
  itemId: bigint;
  priceMicros: bigint;
  /** Of the wallet that paid. */
  currency: string;
  unlockedAt: Date;
  /** Null while it is live. */
  refundedAt: Date | null;
}

/** One unlock, live or taken back; null when there is none. */
export async function getUnlock(tx: Tx, unlockId: bigint): Promise<UnlockState | null> {
  const [row] = await tx.$queryRaw<UnlockState[]>`
    SELECT id AS "unlockId", wallet_id AS "walletId", reader_id AS "readerId", item_id AS "itemId",
      price_micros AS "priceMicros", currency::text, created_at AS "unlockedAt", refunded_at AS "refundedAt"
    FROM unlock_facts WHERE id = ${unlockId}`;
  return row ?? null;
}

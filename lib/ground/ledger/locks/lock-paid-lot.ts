import type { Tx } from '../../../core/db.ts';

/**
 * What the wallet's paid lot holds, in micros, locked until the caller's transaction ends; null when there is
 * no such wallet. The paid lot stands for the wallet: all who move its money hold it, so that no unlock is
 * under way behind this lock.
 */
export async function lockPaidLot(tx: Tx, walletId: bigint): Promise<bigint | null> {
  const [row] = await tx.$queryRaw<{ micros: bigint | null }[]>`
    SELECT lock_paid_lot(${walletId}::bigint) AS micros`;
  return row?.micros ?? null;
}

/** The same for a wallet that exists. */
export async function lockPaidLotOrThrow(tx: Tx, walletId: bigint): Promise<bigint> {
  const micros = await lockPaidLot(tx, walletId);
  if (micros === null) throw new Error(`wallet ${walletId} has no paid lot`);
  return micros;
}

import type { Tx } from '../../../core/db.ts';

/**
 * What the creator has available, in micros, locked until the caller's transaction ends, so that it can be
 * checked and then moved. Zero when nothing was ever settled in this currency.
 */
export async function lockAvailable(tx: Tx, creatorId: bigint, currency: string): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ available: bigint | null }[]>`
    SELECT lock_available(${creatorId}::bigint, ${currency}) AS available`;
  return row?.available ?? 0n;
}

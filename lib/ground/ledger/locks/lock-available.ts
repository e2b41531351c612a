import type { Tx } from '../../../core/db.ts';

/** What is available, locked until the transaction ends. Zero if nothing ever settled. */
export async function lockAvailable(tx: Tx, creatorId: bigint, currency: string): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ available: bigint | null }[]>`
    SELECT lock_available(${creatorId}::bigint, ${currency}) AS available`;
  return row?.available ?? 0n;
}

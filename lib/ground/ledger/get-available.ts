import type { Tx } from '../../core/db.ts';

/** A creator's available account and what it holds; null if nothing settled in this currency. */
export async function getAvailable(
  tx: Tx,
  creatorId: bigint,
  currency: string,
): Promise<{ accountId: bigint; balanceMicros: bigint } | null> {
  const row = await tx.account.findFirst({
    where: { creatorId, type: 'creator_available', currency },
    select: { id: true, balanceMicros: true },
  });
  return row && { accountId: row.id, balanceMicros: row.balanceMicros ?? 0n };
}

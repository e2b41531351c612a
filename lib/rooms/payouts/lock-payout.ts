import 'server-only';
import type { Tx } from '@/lib/core/db';
import type { Prisma } from '@/lib/generated/prisma/client';

export type PayoutRow = Prisma.PayoutGetPayload<Record<string, never>>;

/** As for every transaction about a payout: a burst of requests waits for connections. */
export const TRANSACTION = { maxWait: 10_000, timeout: 15_000 };

/** The payout's row, locked until the transaction ends; null when there is none. */
export async function lockPayout(tx: Tx, id: bigint): Promise<PayoutRow | null> {
  const locked = await tx.$queryRaw<{ id: bigint }[]>`SELECT id FROM payouts WHERE id = ${id} FOR UPDATE`;
  return locked[0] ? tx.payout.findUniqueOrThrow({ where: { id } }) : null;
}

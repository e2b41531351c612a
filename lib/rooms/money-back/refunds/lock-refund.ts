import 'server-only';
import type { Tx } from '@/lib/core/db';
import type { Prisma } from '@/lib/generated/prisma/client';

export type RefundRow = Prisma.RefundGetPayload<Record<string, never>>;

/** As for every transaction about a refund: a burst of requests waits for connections. */
export const TRANSACTION = { maxWait: 10_000, timeout: 15_000 };

/**
 * The top-up's row, locked until the transaction ends: everything about its refunds goes one after the other.
 */
export async function lockTopUp(tx: Tx, topUpId: bigint): Promise<void> {
  await tx.$queryRaw`SELECT id FROM top_ups WHERE id = ${topUpId} FOR UPDATE`;
}

import 'server-only';
import type { Tx } from '@/lib/core/db';
import type { Prisma } from '@/lib/generated/prisma/client';

export type RefundRow = Prisma.RefundGetPayload<Record<string, never>>;

/** As for every transaction about a refund: a burst of requests waits for connections. */
export const TRANSACTION = { maxWait: 10_000, timeout: 15_000 };

/** The top-up's row, locked until the transaction ends: everything about its refunds goes one after the other. */
export async function lockTopUp(tx: Tx, topUpId: bigint): Promise<void> {
  await tx.$queryRaw`SELECT id FROM top_ups WHERE id = ${topUpId} FOR UPDATE`;
}

/**
 * The lots of an unlock's reader, as `reverse_unlock()` locks them, until the transaction ends. Taken before anything else is
 * locked, so that two who decide about the same unlock wait for each other instead of blocking each other.
 */
export async function lockReaderLots(tx: Tx, unlockId: bigint): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 AS held FROM lots WHERE wallet_id IN (SELECT w.id FROM unlocks u JOIN wallets w ON w.user_id = u.reader_id WHERE u.id = ${unlockId})
    ORDER BY wallet_id, kind DESC, expires_at, account_id FOR NO KEY UPDATE`;
}

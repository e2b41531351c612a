import type { Tx } from '../../../core/db.ts';

/**
 * The lots of an unlock's reader, as `reverse_unlock()` locks them, until the caller's transaction ends.
 * Taken before anything else is locked, so that two who decide about the same unlock wait for each other
 * instead of blocking each other.
 */
export async function lockReaderLots(tx: Tx, unlockId: bigint): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 AS held FROM lots WHERE wallet_id IN (
      SELECT w.id FROM unlocks u JOIN wallets w ON w.user_id = u.reader_id WHERE u.id = ${unlockId})
    ORDER BY wallet_id, kind DESC, expires_at, account_id FOR NO KEY UPDATE`;
}

import type { Tx } from '../../../core/db.ts';

/**
 * The wallet's row, locked until the caller's transaction ends; its status, or null when there is no such
 * wallet.
 */
export async function lockWallet(tx: Tx, walletId: bigint): Promise<'active' | 'frozen' | null> {
  const [row] = await tx.$queryRaw<{ status: 'active' | 'frozen' }[]>`
    SELECT status::text FROM wallets WHERE id = ${walletId} FOR NO KEY UPDATE`;
  return row?.status ?? null;
}

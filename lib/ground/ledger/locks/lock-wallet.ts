import type { Tx } from '../../../core/db.ts';

/** The wallet's status, its row locked until the transaction ends; null if there is none. */
export async function lockWallet(tx: Tx, walletId: bigint): Promise<'active' | 'frozen' | null> {
  const [row] = await tx.$queryRaw<{ status: 'active' | 'frozen' }[]>`
    SELECT status::text FROM wallets WHERE id = ${walletId} FOR NO KEY UPDATE`;
  return row?.status ?? null;
}

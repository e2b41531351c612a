import type { Tx } from '../../core/db.ts';

export interface LotState {
  accountId: bigint;
  kind: 'paid' | 'promotional';
  balanceMicros: bigint;
  expiresAt: Date | null;
}

/** All lots of a wallet, also expired ones. Exact only behind the lock of the paid lot. */
export function listLots(tx: Tx, walletId: bigint): Promise<LotState[]> {
  return tx.lot.findMany({
    where: { walletId },
    orderBy: { accountId: 'asc' },
    select: { accountId: true, kind: true, balanceMicros: true, expiresAt: true },
  });
}

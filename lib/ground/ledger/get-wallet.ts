import type { Tx } from '../../core/db.ts';

export interface WalletState {
  walletId: bigint;
  userId: bigint;
  currency: string;
  status: 'active' | 'frozen';
  /** Why it is on hold, for admins. */
  frozenReason: string | null;
}

const SHOWN = { id: true, userId: true, currency: true, status: true, frozenReason: true } as const;

/** Whose a wallet is and whether it may spend; null when there is none. */
export async function getWallet(tx: Tx, walletId: bigint): Promise<WalletState | null> {
  const row = await tx.wallet.findUnique({ where: { id: walletId }, select: SHOWN });
  return row && toState(row);
}

/** The reader's wallet in this currency; null before its first use. */
export async function findWallet(
  tx: Tx,
  { userId, currency }: { userId: bigint; currency: string },
): Promise<WalletState | null> {
  const row = await tx.wallet.findUnique({
    where: { userId_currency: { userId, currency } },
    select: SHOWN,
  });
  return row && toState(row);
}

const toState = ({ id, ...row }: Omit<WalletState, 'walletId'> & { id: bigint }): WalletState => ({
  walletId: id,
  ...row,
});

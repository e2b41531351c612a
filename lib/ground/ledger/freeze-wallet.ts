import type { Tx } from '../../core/db.ts';

export interface WalletHold {
  /** For admins. */
  reason: string;
  /** The dispute that keeps the wallet on hold; null: an admin does. */
  disputeId: bigint | null;
}

const held = ({ reason, disputeId }: WalletHold) => ({ frozenReason: reason, frozenDisputeId: disputeId });

/**
 * Puts the wallet on hold: nothing can be spent. With `onlyActive` one that is on hold already stays as it
 * is. The caller holds its paid lot, so that no unlock is half under way. Resolves to whether anything
 * changed.
 */
export async function freezeWallet(
  tx: Tx,
  walletId: bigint,
  hold: WalletHold,
  { onlyActive = false } = {},
): Promise<boolean> {
  const { count } = await tx.wallet.updateMany({
    where: { id: walletId, ...(onlyActive && { status: 'active' }) },
    data: { status: 'frozen', frozenAt: new Date(), ...held(hold) },
  });
  return count > 0;
}

/**
 * Keeps a hold of one dispute in the name of another. Changes nothing where somebody else holds the wallet.
 */
export async function passHoldOn(tx: Tx, walletId: bigint, heldBy: bigint, next: WalletHold): Promise<void> {
  await tx.wallet.updateMany({ where: { id: walletId, frozenDisputeId: heldBy }, data: held(next) });
}

/** Lets the wallet spend again; with `heldBy` only if that dispute holds it. Returns if it did. */
export async function releaseWallet(
  tx: Tx,
  walletId: bigint,
  { heldBy }: { heldBy?: bigint } = {},
): Promise<boolean> {
  const { count } = await tx.wallet.updateMany({
    where: { id: walletId, ...(heldBy !== undefined && { frozenDisputeId: heldBy }) },
    data: { status: 'active', frozenAt: null, frozenReason: null, frozenDisputeId: null },
  });
  return count > 0;
}

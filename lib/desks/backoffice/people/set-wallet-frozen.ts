import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { db, type Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { freezeWallet, getWallet, lockPaidLot, releaseWallet } from '@/lib/ground/ledger';
import { HOLDING } from '@/lib/rooms/money-back';

interface Freeze {
  walletId: bigint;
  /** Why nothing may be spent; null releases the wallet. */
  reason: string | null;
  /** Why it is released, for the audit log. */
  why?: string;
}

/**
 * Freezes or releases a wallet. What is frozen can be read and put right, not spent: unlocks that wait for
 * the wallet are refused from here on. The reason is for admins; the reader sees a plain notice. Nobody
 * releases their own. A release decides about every dispute so far: none asks for a hold any more, whatever
 * its bank does next. A freeze decides about those that are lost; one that is open goes on asking, so that
 * anyone who lifts the freeze sees it. Throws `not_found`, `own_account`, `invalid_input` for an empty
 * reason.
 */
export function setWalletFrozen(input: Freeze, act: Act): Promise<void> {
  return db.$transaction((tx) => setWalletFrozenIn(tx, input, act));
}

/** The same in the caller's transaction. */
async function setWalletFrozenIn(tx: Tx, { walletId, reason, why }: Freeze, act: Act): Promise<void> {
  if (reason?.trim() === '') throw new DomainError('invalid_input');
  await lockPaidLot(tx, walletId);
  const wallet = await getWallet(tx, walletId);
  if (!wallet) throw new DomainError('not_found');
  if (wallet.userId === act.actorId) throw new DomainError('own_account');
  const held = await tx.dispute.findMany({
    where: { walletId, ...HOLDING, ...(reason !== null && { status: 'lost' }) },
    select: { id: true },
  });
  const disputes = held.map(({ id }) => String(id));
  await tx.dispute.updateMany({
    where: { id: { in: held.map(({ id }) => id) } },
    data: { holdEndedAt: new Date() },
  });
  if (reason === null) await releaseWallet(tx, walletId);
  else await freezeWallet(tx, walletId, { reason, disputeId: null });
  await writeAudit(
    tx,
    auditOf(act, {
      action: reason === null ? 'release_wallet' : 'freeze_wallet',
      subjectType: 'wallet',
      subjectId: walletId,
      before: { status: wallet.status, reason: wallet.frozenReason },
      after: {
        status: reason === null ? 'active' : 'frozen',
        reason,
        ...(why !== undefined && { why }),
        ...(disputes.length > 0 && { disputes }),
      },
    }),
  );
}

import 'server-only';
import { writeAudit } from '@/lib/audit';
import type { Tx } from '@/lib/db';
import { lockPaidLot } from '@/lib/ledger/post-refund';

interface HeldBy {
  id: bigint;
  walletId: bigint;
  stripeDisputeId: string;
  frozeWallet: boolean;
}

const REASON = 'Dispute ';

/**
 * Puts the wallet of a disputed top-up on hold while it is not. The lot is locked first, so that no unlock that runs now is
 * half under way. Resolves to whether this dispute did it.
 */
export async function holdWallet(tx: Tx, { walletId, stripeDisputeId }: HeldBy): Promise<boolean> {
  await lockPaidLot(tx, walletId);
  const { count } = await tx.wallet.updateMany({
    where: { id: walletId, status: 'active' },
    data: { status: 'frozen', frozenAt: new Date(), frozenReason: `${REASON}${stripeDisputeId}` },
  });
  if (count === 0) return false;
  await audit(tx, walletId, 'freeze_wallet', stripeDisputeId);
  return true;
}

/**
 * Lets the wallet go again after the dispute was won: only if a dispute put it on hold, no other is open, and no admin has
 * given another reason since.
 */
export async function releaseWallet(tx: Tx, dispute: HeldBy): Promise<void> {
  const { id, walletId, stripeDisputeId } = dispute;
  await lockPaidLot(tx, walletId);
  const others = await tx.dispute.findMany({
    where: { walletId, id: { not: id } },
    select: { status: true, closedAt: true, frozeWallet: true },
  });
  const stillHeld = others.some(
    (one) => one.status === 'lost' || (one.closedAt === null && !one.status.startsWith('warning_')),
  );
  const byDispute = dispute.frozeWallet || others.some((one) => one.frozeWallet);
  if (stillHeld || !byDispute) return;
  const { count } = await tx.wallet.updateMany({
    where: { id: walletId, status: 'frozen', frozenReason: { startsWith: REASON } },
    data: { status: 'active', frozenAt: null, frozenReason: null },
  });
  if (count > 0) await audit(tx, walletId, 'release_wallet', stripeDisputeId);
}

async function audit(tx: Tx, walletId: bigint, action: string, dispute: string): Promise<void> {
  await writeAudit(tx, {
    actorId: null,
    action,
    subjectType: 'wallet',
    subjectId: String(walletId),
    after: { reason: `${REASON}${dispute}` },
  });
}

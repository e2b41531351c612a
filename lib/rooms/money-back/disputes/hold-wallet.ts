import 'server-only';
import { writeAudit } from '@/lib/core/audit';
import type { AuditAction } from '@/lib/core/audit-actions';
import type { Tx } from '@/lib/core/db';
import type { Prisma } from '@/lib/generated/prisma/client';
import { freezeWallet, passHoldOn, releaseWallet, type WalletHold } from '@/lib/ground/ledger';
import { HOLDING } from './dispute-status';

type DisputeRow = Prisma.DisputeGetPayload<Record<string, never>>;

/** What admins read; which dispute it is says the reference beside it. */
const reasonOf = ({ disputeRef }: Pick<DisputeRow, 'disputeRef'>) => `Dispute ${disputeRef}`;
const holdOf = (dispute: DisputeRow): WalletHold => ({ reason: reasonOf(dispute), disputeId: dispute.id });

/**
 * Puts the wallet of a disputed top-up on hold while it is not; one that an admin froze stays theirs. Called
 * once for a dispute, by the one who holds the wallet's paid lot, so that no unlock that runs now is half
 * under way.
 */
export async function holdWallet(tx: Tx, dispute: DisputeRow): Promise<void> {
  const frozen = await freezeWallet(tx, dispute.walletId, holdOf(dispute), { onlyActive: true });
  if (frozen) await audit(tx, dispute, 'freeze_wallet');
}

/**
 * The dispute asks for no hold any more. The wallet is free unless an admin froze it or another dispute still
 * asks, which then is the one that it names. The caller holds the wallet's paid lot. A repeat changes
 * nothing.
 */
export async function endHold(tx: Tx, dispute: DisputeRow): Promise<void> {
  const { id, walletId } = dispute;
  const { count: ended } = await tx.dispute.updateMany({
    where: { id, ...HOLDING },
    data: { holdEndedAt: new Date() },
  });
  if (ended === 0) return;
  const other = await tx.dispute.findFirst({
    where: { walletId, ...HOLDING },
    orderBy: { id: 'asc' },
  });
  if (other) return passHoldOn(tx, walletId, id, holdOf(other));
  if (await releaseWallet(tx, walletId, { heldBy: id })) await audit(tx, dispute, 'release_wallet');
}

async function audit(tx: Tx, dispute: DisputeRow, action: AuditAction): Promise<void> {
  await writeAudit(tx, {
    actorId: null,
    action,
    subjectType: 'wallet',
    subjectId: String(dispute.walletId),
    after: { reason: reasonOf(dispute), dispute: String(dispute.id) },
  });
}

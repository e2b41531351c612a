import 'server-only';
import { db, type Tx } from '@/lib/core/db';
import type { ReversalRequest } from '@/lib/generated/prisma/client';
import { lockReaderLots } from '@/lib/ground/ledger';
import type { ApprovalKind, Asked, ExpiringKind } from '@/lib/rooms/approvals';

type AskedReversalRow = ReversalRequest & Asked;

/**
 * Reversals that cost the platform more than one admin may decide: neither its reader nor its seller decides.
 */
export const REVERSAL: ApprovalKind<AskedReversalRow> = {
  open: { agree: ['pending'], turnDown: ['pending'] },
  actions: {
    request: 'request_reversal',
    agree: 'approve_reversal',
    turnDown: 'reject_reversal',
    withdraw: 'withdraw_reversal',
  },
  subjectOf: ({ unlockId }) => ({ subjectType: 'unlock', subjectId: unlockId }),
  lock: async (tx, id) => {
    const asked = await tx.reversalRequest.findUnique({ where: { id }, select: { unlockId: true } });
    if (!asked) return null;
    await lockReaderLots(tx, asked.unlockId);
    await tx.$queryRaw`SELECT 1 AS held FROM reversal_requests WHERE id = ${id} FOR UPDATE`;
    return tx.reversalRequest.findUnique({
      where: { id },
      include: { decider: { select: { email: true } } },
    });
  },
  isAbout: (tx, { unlockId }, personId) => hasPart(tx, personId, unlockId),
  turnDown: async (tx, { id, status }, { note, deciderId }) => {
    await tx.reversalRequest.update({
      where: { id },
      data: { status: 'rejected', deciderId, decidedAt: new Date(), decisionNote: note },
    });
    const request = String(id);
    return { before: { request, status }, after: { request, status: 'rejected', reason: note } };
  },
};

/** Whether it is this person's own unlock, or the sale of their own item. */
async function hasPart(tx: Tx, personId: bigint, unlockId: bigint): Promise<boolean> {
  const [row] = await tx.$queryRaw<
    { has: boolean }[]
  >`SELECT has_part_in_unlock(${personId}, ${unlockId}) AS has`;
  return row?.has !== false;
}

export const EXPIRING_REVERSAL: ExpiringKind = {
  subjectType: 'unlock',
  action: 'expire_reversal',
  listDue: (now, take) =>
    db.reversalRequest.findMany({
      where: { status: 'pending', expiresAt: { lte: now } },
      select: { id: true },
      take,
    }),
  runOut: async (tx, id, now) => {
    const [expired] = await tx.reversalRequest.updateManyAndReturn({
      where: { id, status: 'pending' },
      data: { status: 'expired', decidedAt: now },
      select: { unlockId: true },
    });
    if (!expired) return null;
    const request = String(id);
    return {
      subjectId: expired.unlockId,
      before: { request, status: 'pending' },
      after: { request, status: 'expired' },
    };
  },
};

import { db } from '@/lib/core/db';
import type { Adjustment } from '@/lib/generated/prisma/client';
import type { ApprovalKind, Asked, ExpiringKind } from '@/lib/rooms/approvals';
import { auditView } from './audit-view';

export type AskedAdjustmentRow = Adjustment & Asked;

/** Adjustments above the limit: nobody decides about money of their own. */
export const ADJUSTMENT: ApprovalKind<AskedAdjustmentRow> = {
  open: { agree: ['pending'], turnDown: ['pending'] },
  actions: {
    request: 'request_adjustment',
    agree: 'approve_adjustment',
    turnDown: 'reject_adjustment',
    withdraw: 'withdraw_adjustment',
  },
  subjectOf: ({ id }) => ({ subjectType: 'adjustment', subjectId: id }),
  lock: async (tx, id) => {
    await tx.$queryRaw`SELECT 1 AS held FROM adjustments WHERE id = ${id} FOR UPDATE`;
    return tx.adjustment.findUnique({ where: { id }, include: { decider: { select: { email: true } } } });
  },
  isAbout: (_tx, { ownerId }, personId) => ownerId === personId,
  turnDown: async (tx, { id, status }, { note, deciderId }) => {
    const rejected = await tx.adjustment.update({
      where: { id },
      data: { status: 'rejected', deciderId, decidedAt: new Date(), decisionNote: note },
    });
    return { before: { status }, after: { ...auditView(rejected), note } };
  },
};

export const EXPIRING_ADJUSTMENT: ExpiringKind = {
  subjectType: 'adjustment',
  action: 'expire_adjustment',
  listDue: (now, take) =>
    db.adjustment.findMany({
      where: { status: 'pending', expiresAt: { lte: now } },
      select: { id: true },
      take,
    }),
  runOut: async (tx, id, now) => {
    const { count } = await tx.adjustment.updateMany({
      where: { id, status: 'pending' },
      data: { status: 'expired', decidedAt: now },
    });
    if (count === 0) return null;
    const row = await tx.adjustment.findUniqueOrThrow({ where: { id } });
    return { subjectId: id, before: { status: 'pending' }, after: auditView(row) };
  },
};

import { db } from '@/lib/core/db';
import type { AdjustmentStatus } from '@/lib/generated/prisma/enums';

export const ADJUSTMENT_STATUSES = [
  'pending',
  'posted',
  'rejected',
  'expired',
] as const satisfies readonly AdjustmentStatus[];
export const ADJUSTMENTS_PAGE = 50;

const LISTED = {
  id: true,
  target: true,
  walletId: true,
  creatorId: true,
  currency: true,
  amountMicros: true,
  reason: true,
  note: true,
  status: true,
  needsApproval: true,
  reversesId: true,
  createdAt: true,
  expiresAt: true,
  decidedAt: true,
  ownerId: true,
  owner: { select: { email: true } },
  requester: { select: { email: true } },
  decider: { select: { email: true } },
} as const;

interface AdjustmentFilter {
  status?: AdjustmentStatus;
  ownerId?: bigint;
  before?: bigint | null;
}

/** Adjustments, the newest first, one more than a page so that the caller knows whether there are more. */
export function listAdjustments({ status, ownerId, before }: AdjustmentFilter) {
  return db.adjustment.findMany({
    where: {
      ...(status && { status }),
      ...(ownerId !== undefined && { ownerId }),
      ...(before && { id: { lt: before } }),
    },
    orderBy: { id: 'desc' },
    take: ADJUSTMENTS_PAGE + 1,
    select: LISTED,
  });
}

export type ListedAdjustment = Awaited<ReturnType<typeof listAdjustments>>[number];

/** One adjustment with everything around it, or null. */
export function getAdjustment(id: bigint) {
  return db.adjustment.findUnique({
    where: { id },
    select: {
      ...LISTED,
      accountId: true,
      giftExpiresAt: true,
      seenBalanceMicros: true,
      requesterId: true,
      deciderId: true,
      decisionNote: true,
      file: { select: { name: true } },
      reversals: {
        where: { status: { in: ['pending', 'posted'] } },
        select: { id: true, status: true },
      },
    },
  });
}

import type { Adjustment } from '@/lib/generated/prisma/client';

/** What the audit log keeps of an adjustment. */
export function auditView(row: Adjustment) {
  return {
    target: row.target,
    walletId: row.walletId === null ? null : String(row.walletId),
    creatorId: row.creatorId === null ? null : String(row.creatorId),
    ownerId: String(row.ownerId),
    amountMicros: String(row.amountMicros),
    currency: row.currency,
    reason: row.reason,
    status: row.status,
    needsApproval: row.needsApproval,
    ...(row.reversesId === null ? {} : { reversesId: String(row.reversesId) }),
  };
}

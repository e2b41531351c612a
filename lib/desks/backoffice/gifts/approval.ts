import type { GiftBatch } from '@/lib/generated/prisma/client';
import type { ApprovalKind, Asked } from '@/lib/rooms/approvals';

export type AskedBatch = GiftBatch & Asked;

/** Gifts from a file above the limit: no recipient agrees to them. They wait for as long as it takes. */
export const GIFT_BATCH: ApprovalKind<AskedBatch> = {
  open: { agree: ['waiting'], turnDown: ['waiting', 'checked'] },
  actions: {
    request: 'request_gift_batch',
    agree: 'approve_gift_batch',
    turnDown: 'reject_gift_batch',
    withdraw: 'reject_gift_batch',
  },
  subjectOf: ({ id }) => ({ subjectType: 'gift_batch', subjectId: id }),
  lock: async (tx, id) => {
    await tx.$queryRaw`SELECT 1 AS held FROM gift_batches WHERE id = ${id} FOR UPDATE`;
    const batch = await tx.giftBatch.findUnique({
      where: { id },
      include: { decider: { select: { email: true } } },
    });
    return batch && { ...batch, expiresAt: null };
  },
  // Its lines say who receives: the database refuses a recipient.
  isAbout: () => false,
  turnDown: async (tx, batch, { note, deciderId }) => {
    await tx.giftBatch.update({
      where: { id: batch.id },
      data: { status: 'rejected', deciderId, decisionNote: note, finishedAt: new Date() },
    });
    return showBatch(batch, 'rejected', note);
  },
};

/** What the audit log keeps of a step that a batch takes. */
export function showBatch(batch: GiftBatch, status: string, note?: string) {
  const { goodCount, goodMicros, currency, repeatsId } = batch;
  return {
    before: { status: batch.status },
    after: {
      ...{ status, goodCount, goodMicros: String(goodMicros), currency },
      ...(note && { note }),
      ...(repeatsId && { repeats: String(repeatsId) }),
    },
  };
}

import 'server-only';
import type { ProcessorCharge } from '@/lib/generated/prisma/client';
import type { ApprovalKind, Asked } from '@/lib/rooms/approvals';

export type AskedCharge = ProcessorCharge & Asked;

/** The processor's own costs: nobody's account, so any other admin decides, whenever they can. */
export const PROCESSOR_CHARGE: ApprovalKind<AskedCharge> = {
  open: { agree: ['pending'], turnDown: ['pending'] },
  actions: {
    request: 'request_processor_charge',
    agree: 'post_processor_charge',
    turnDown: 'reject_processor_charge',
    withdraw: 'reject_processor_charge',
  },
  subjectOf: ({ id }) => ({ subjectType: 'processor_charge', subjectId: id }),
  lock: async (tx, id) => {
    await tx.$queryRaw`SELECT 1 AS held FROM processor_charges WHERE id = ${id} FOR UPDATE`;
    const charge = await tx.processorCharge.findUnique({
      where: { id },
      include: { decider: { select: { email: true } } },
    });
    return charge && { ...charge, expiresAt: null };
  },
  isAbout: () => false,
  turnDown: async (tx, charge, { note, deciderId }) => {
    await tx.processorCharge.update({
      where: { id: charge.id },
      data: { status: 'rejected', deciderId, decidedAt: new Date(), decisionNote: note },
    });
    return { after: showCharge(charge, note) };
  },
};

/** What the audit log keeps of a decision. */
export const showCharge = ({ amountMicros, currency }: ProcessorCharge, note: string) => ({
  amountMicros: String(amountMicros),
  currency,
  note,
});

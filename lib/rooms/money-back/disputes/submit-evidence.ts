import 'server-only';
import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { cutText } from '@/lib/core/cut-text';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { log } from '@/lib/core/log';
import { isRefused, processor, toDomainError } from '@/lib/ground/payments';
import { applyDispute } from './apply-dispute';
import { takesEvidence } from './dispute-status';
import { gatherEvidence } from './gather-evidence';

// Stripe is asked inside: as long as its client tries, and some more.
const SENDING = { maxWait: 10_000, timeout: 30_000 };

/**
 * Uploads a prepared pack to Stripe and submits it for its dispute, which a bank takes once. Safe to repeat
 * after a fault: the same pack is the same file and the same submission. Throws `not_found`,
 * `evidence_closed` and `payment_unavailable`.
 */
export async function submitEvidence({ evidenceId, act }: { evidenceId: bigint; act: Act }): Promise<void> {
  const evidence = await db.disputeEvidence.findUnique({
    where: { id: evidenceId },
    include: { dispute: { select: { disputeRef: true, processor: true, status: true } } },
  });
  if (!evidence) throw new DomainError('not_found');
  if (evidence.submittedAt) return;
  const { dispute, disputeId } = evidence;
  if (!takesEvidence(dispute.status)) throw new DomainError('evidence_closed');
  const port = processor(dispute.processor);
  const key = `evidence-${dispute.disputeRef}-${evidenceId}`;
  try {
    const fileRef =
      evidence.fileRef ??
      (await port.uploadEvidence(evidence.content, `evidence-${dispute.disputeRef}.pdf`, `${key}-file`));
    await db.disputeEvidence.update({ where: { id: evidenceId }, data: { fileRef } });
    const pack = { ...(await fieldsOf(disputeId)), fileRef, statement: evidence.statement };
    await db.$transaction(async (tx) => {
      const { count } = await tx.disputeEvidence.updateMany({
        where: { id: evidenceId, submittedAt: null },
        data: { submittedAt: new Date() },
      });
      if (count === 0) return;
      await writeAudit(
        tx,
        auditOf(act, {
          action: 'submit_evidence',
          subjectType: 'dispute',
          subjectId: disputeId,
          before: { evidence: String(evidenceId), submitted: false },
          after: { evidence: String(evidenceId), submitted: true },
        }),
      );
      // Last of all: what a bank was sent is not taken back, so nothing but the commit may fail after it.
      await port.sendEvidence(dispute.disputeRef, pack, key);
    }, SENDING);
  } catch (error) {
    await applyDispute(dispute.disputeRef).catch(() => null);
    if (isRefused(error)) throw new DomainError('evidence_closed', { cause: error });
    throw toDomainError(error);
  }
  await applyDispute(dispute.disputeRef).catch((error: unknown) =>
    log.warn({ dispute: disputeId, err: error }, 'a dispute could not be read after its evidence was sent'),
  );
}

const LONGEST_LOG = 18_000;

/** The fields beside the file, from the same facts. */
async function fieldsOf(disputeId: bigint) {
  const { person, topUp, sessions, unlocks, unlockCount } = await gatherEvidence(disputeId);
  const before = sessions.find(({ at, lastSeenAt }) => at <= topUp.paidAt && lastSeenAt >= topUp.paidAt);
  const lines = unlocks.map(
    ({ at, deliveredAt, title }) =>
      `${at.toISOString()} unlocked, opened ${(deliveredAt ?? at).toISOString()}: ${title}`,
  );
  return {
    customerEmail: person.email,
    customerName: person.name,
    purchaseAddress: (before ?? sessions.at(-1))?.address ?? null,
    productDescription:
      'Prepaid credit for digital articles and media on Farthing, delivered at once. ' +
      `${unlockCount} items were unlocked with this wallet since the charge.`,
    serviceDate: topUp.paidAt.toISOString().slice(0, 10),
    accessLog: cutText(lines.join('\n'), LONGEST_LOG) || 'No item has been unlocked since the charge.',
  };
}

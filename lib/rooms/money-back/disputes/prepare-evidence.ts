import 'server-only';
import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { takesEvidence } from './dispute-status';
import { gatherEvidence } from './gather-evidence';
import { writeEvidencePdf } from './write-evidence-pdf';

interface PrepareInput {
  disputeId: bigint;
  /** What the admin says to it: stands in the pack and beside the file. */
  statement: string;
  act: Act;
}

/** Makes and keeps a dispute's evidence as a PDF, to look at first. Throws `evidence_closed`. */
export async function prepareEvidence({ disputeId, statement, act }: PrepareInput): Promise<bigint> {
  const dispute = await db.dispute.findUnique({ where: { id: disputeId }, select: { status: true } });
  if (!dispute) throw new DomainError('not_found');
  if (!takesEvidence(dispute.status)) throw new DomainError('evidence_closed');
  const content = await writeEvidencePdf(await gatherEvidence(disputeId), statement);
  return db.$transaction(async (tx) => {
    const { id } = await tx.disputeEvidence.create({
      data: { disputeId, content, statement, preparedBy: act.actorId },
      select: { id: true },
    });
    await writeAudit(
      tx,
      auditOf(act, {
        action: 'prepare_evidence',
        subjectType: 'dispute',
        subjectId: disputeId,
        after: { evidence: String(id), bytes: content.byteLength },
      }),
    );
    return id;
  });
}

import 'server-only';
import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import type { SupportStatus } from '@/lib/generated/prisma/enums';
import { lockRequest } from './answer-request';

/** Sets a request's state without a word to the person, takes it over, or lets it go. Throws `not_found`. */
export async function changeRequest(
  requestId: bigint,
  change: { status?: SupportStatus; owner?: 'me' | 'nobody' },
  act: Act,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const request = await lockRequest(tx, requestId);
    const status = change.status ?? request.status;
    const ownerId = change.owner === 'me' ? act.actorId : change.owner === 'nobody' ? null : request.ownerId;
    if (status === request.status && ownerId === request.ownerId) return;
    await tx.supportRequest.update({
      where: { id: requestId },
      data: {
        ownerId,
        ...(status === request.status
          ? {}
          : { status, solvedAt: status === 'solved' ? new Date() : null, changedAt: new Date() }),
      },
      select: { id: true },
    });
    const facts = (of: { status: string; ownerId: bigint | null }) => ({
      status: of.status,
      owner: of.ownerId === null ? null : String(of.ownerId),
    });
    await writeAudit(
      tx,
      auditOf(act, {
        action: 'change_support_request',
        subjectType: 'support_request',
        subjectId: requestId,
        before: facts(request),
        after: facts({ status, ownerId }),
      }),
    );
  });
}

import { writeAudit } from '../../audit';
import { db } from '../../db';
import { type Act, auditOf } from '../act';

/** Signs a person out of one session, or of all of them (`sessionId` null). Returns how many ended; none is no fault. */
export async function endSessions(
  { userId, sessionId }: { userId: bigint; sessionId: string | null },
  act: Act,
): Promise<number> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { userId, revokedAt: null, ...(sessionId !== null && { id: sessionId }) },
      data: { revokedAt: new Date() },
    });
    if (count > 0) {
      await writeAudit(
        tx,
        auditOf(act, {
          action: 'end_sessions',
          subjectType: 'user',
          subjectId: userId,
          after: { sessions: count, sessionId },
        }),
      );
    }
    return count;
  });
}

import { writeAudit } from '../../audit';
import { db } from '../../db';
import { DomainError } from '../../errors';
import type { AdminRole } from '../../generated/prisma/enums';
import { type Act, auditOf } from '../act';
import { NOT_ABOVE } from '../permissions';

/**
 * Signs a person out of one session, or of all of them (`sessionId` null). An admin is signed out by equals and by those
 * above only: `role` is who asks. Returns how many ended; none is no fault. Throws `above_own_role`.
 */
export async function endSessions(
  { userId, sessionId, role }: { userId: bigint; sessionId: string | null; role: AdminRole },
  act: Act,
): Promise<number> {
  return db.$transaction(async (tx) => {
    const user = { OR: [{ adminRole: null }, { adminRole: { in: NOT_ABOVE[role] } }] };
    if ((await tx.user.count({ where: { id: userId, ...user } })) === 0)
      throw new DomainError('above_own_role');
    const { count } = await tx.session.updateMany({
      where: { userId, user, revokedAt: null, ...(sessionId !== null && { id: sessionId }) },
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

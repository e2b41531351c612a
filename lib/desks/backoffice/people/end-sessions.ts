import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import type { AdminRole } from '@/lib/generated/prisma/enums';
import { NOT_ABOVE } from '@/lib/ground/policy';

/**
 * Signs a person out of one session, or of all of them (`sessionId` null). An admin is signed out by equals
 * and by those above only: `role` is who asks. Returns how many ended; none is no fault. Throws `not_found`,
 * `above_own_role`.
 */
export async function endSessions(
  { userId, sessionId, role }: { userId: bigint; sessionId: string | null; role: AdminRole },
  act: Act,
): Promise<number> {
  return db.$transaction(async (tx) => {
    const found = await tx.user.findUnique({ where: { id: userId }, select: { adminRole: true } });
    if (!found) throw new DomainError('not_found');
    if (found.adminRole && !NOT_ABOVE[role].includes(found.adminRole))
      throw new DomainError('above_own_role');
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

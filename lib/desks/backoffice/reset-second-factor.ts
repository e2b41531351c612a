import 'server-only';
import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { enqueue } from '@/lib/core/outbox/enqueue';
import { mailIsAvailable } from '@/lib/ground/mail';
import { revokeSessions } from '@/lib/rooms/identity';

/**
 * Takes a lost second factor off another admin: the recovery codes go with it, and every session ends, also
 * those that wait for a code. The person is mailed about it, signs in without it and sets up a new one.
 * Throws `own_account`, and `not_found` for who is no admin or has none on.
 */
export async function resetSecondFactor(userId: bigint, act: Act): Promise<{ email: string }> {
  if (userId === act.actorId) throw new DomainError('own_account');
  return db.$transaction(async (tx) => {
    const user = await tx.user.findFirst({
      where: { id: userId, adminRole: { not: null } },
      select: { email: true },
    });
    const { count } = await tx.secondFactor.deleteMany({
      where: { userId, confirmedAt: { not: null } },
    });
    if (!user || count === 0) throw new DomainError('not_found');
    await tx.recoveryCode.deleteMany({ where: { userId } });
    const sessionsEnded = await revokeSessions(tx, userId, null);
    await writeAudit(
      tx,
      auditOf(act, {
        action: 'reset_second_factor',
        subjectType: 'user',
        subjectId: userId,
        before: { secondFactor: true },
        after: { secondFactor: false, sessionsEnded },
      }),
    );
    if (mailIsAvailable()) await enqueue(tx, { kind: 'second_factor_reset', to: { userId }, payload: {} });
    return { email: user.email };
  });
}

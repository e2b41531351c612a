import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { SESSION_SECONDS } from '@/lib/core/session-cookie';
import type { AuthRequest } from '../auth-request';
import { findDevice } from '../device-cookie';
import { takeCode } from './take-code';

/** Completes a half session with a code. Throws `signed_out`, `wrong_code`, `too_many_requests`. */
export async function finishSignIn(code: string, request: AuthRequest): Promise<void> {
  const session = request.sessionId
    ? await db.session.findFirst({
        where: {
          id: request.sessionId,
          awaitsSecondFactor: true,
          revokedAt: null,
          expiresAt: { gt: new Date() },
        },
        select: { id: true, userId: true, user: { select: { id: true, passwordChangedAt: true } } },
      })
    : null;
  if (!session) throw new DomainError('signed_out');
  const method = await takeCode(session.userId, code, findDevice(request.devices, session.user));
  await db.$transaction(async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { id: session.id, awaitsSecondFactor: true, revokedAt: null },
      data: {
        awaitsSecondFactor: false,
        provedAt: new Date(),
        expiresAt: new Date(Date.now() + SESSION_SECONDS * 1000),
      },
    });
    if (count === 0) throw new DomainError('signed_out');
    await writeAudit(tx, {
      actorId: session.userId,
      action: 'pass_second_factor',
      subjectType: 'session',
      subjectId: session.id,
      after: { method },
      address: request.address,
      requestId: request.requestId,
    });
  });
}

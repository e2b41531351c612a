import { randomUUID } from 'node:crypto';
import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { SESSION_SECONDS } from '@/lib/core/session-cookie';
import type { AuthRequest } from './auth-request';

/** How the person proved who they are: `credentials`, `email`, or a provider's id. */
export type SignInMethod = string;

// Long enough to find the phone.
const SECOND_STEP_SECONDS = 10 * 60;

/**
 * Signs a browser in: a new session row, in place of the one that the browser had. Returns its id. For who
 * has a second factor nobody is signed in yet: the session waits for its code (see
 * second-factor/finish-sign-in).
 */
export async function startSession(
  userId: bigint,
  method: SignInMethod,
  request: AuthRequest,
): Promise<string> {
  const id = randomUUID();
  await db.$transaction(async (tx) => {
    if (request.sessionId) {
      await tx.session.updateMany({
        where: { id: request.sessionId, revokedAt: null },
        data: { revokedAt: new Date() },
      });
    }
    const factor = await tx.secondFactor.findFirst({ where: { userId, confirmedAt: { not: null } } });
    const seconds = factor ? SECOND_STEP_SECONDS : SESSION_SECONDS;
    await tx.session.create({
      data: {
        id,
        userId,
        expiresAt: new Date(Date.now() + seconds * 1000),
        awaitsSecondFactor: factor !== null,
        provedAt: factor ? null : new Date(),
        userAgent: request.userAgent,
        address: request.address,
      },
      select: { id: true },
    });
    await writeAudit(tx, {
      actorId: userId,
      action: 'sign_in',
      subjectType: 'session',
      subjectId: id,
      after: factor ? { method, awaitsSecondFactor: true } : { method },
      address: request.address,
      requestId: request.requestId,
    });
  });
  return id;
}

import { randomUUID } from 'node:crypto';
import { writeAudit } from '../audit';
import { db } from '../db';
import type { AuthRequest } from './auth-request';
import { SESSION_SECONDS } from './session-cookie';

/** How the person proved who they are: `credentials`, `email`, or a provider's id. */
export type SignInMethod = string;

/** Signs a browser in: a new session row, in place of the one that the browser had. Returns its id. */
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
    await tx.session.create({
      data: {
        id,
        userId,
        expiresAt: new Date(Date.now() + SESSION_SECONDS * 1000),
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
      after: { method },
      address: request.address,
      requestId: request.requestId,
    });
  });
  return id;
}

import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import type { AuthRequest } from './auth-request';
import { verifyPassword } from './hash-password';
import { countAttempts, forgiveAttempts, passwordCheckRules } from './limits';
import { getProofMethod } from './second-factor/queries';
import { takeCode } from './second-factor/take-code';
import type { Viewer } from './viewer';

/**
 * The viewer shows again who they are: by the second factor when it is on, else by the password. Sensitive
 * acts of this session then go through for some minutes. Throws `wrong_password`, `wrong_code`,
 * `too_many_requests`, and `proof_impossible` for who has neither.
 */
export async function proveAgain(
  viewer: Viewer,
  secret: string,
  facts: Pick<AuthRequest, 'address' | 'requestId'>,
): Promise<void> {
  const method = await getProofMethod(viewer.userId);
  if (method === 'none') throw new DomainError('proof_impossible');
  if (method === 'code') await takeCode(viewer.userId, secret, viewer.sessionId);
  else await checkPassword(viewer, secret);
  await db.$transaction(async (tx) => {
    await tx.session.updateMany({
      where: { id: viewer.sessionId, revokedAt: null },
      data: { provedAt: new Date() },
    });
    await writeAudit(tx, {
      actorId: viewer.userId,
      action: 'prove_again',
      subjectType: 'session',
      subjectId: viewer.sessionId,
      after: { method },
      address: facts.address,
      requestId: facts.requestId,
    });
  });
}

async function checkPassword({ userId, sessionId }: Viewer, password: string): Promise<void> {
  const rules = passwordCheckRules(userId, sessionId);
  await countAttempts(rules);
  const { passwordHash } = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: { passwordHash: true },
  });
  if (!(await verifyPassword(passwordHash, password)))
    throw new DomainError('wrong_password', { fieldErrors: { secret: 'passwordWrong' } });
  await forgiveAttempts(rules);
}

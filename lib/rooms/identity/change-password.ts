import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import type { AuthRequest } from './auth-request';
import { refuseWeakPassword } from './check-password-strength';
import { hashPassword, verifyPassword } from './hash-password';
import { countAttempts, forgiveAttempts, passwordCheckRules } from './limits';
import { notePasswordChanged } from './note-password-changed';
import { requireProof } from './proof';
import { revokeSessions } from './revoke-sessions';
import type { Viewer } from './viewer';

interface Change {
  /** Needed unless the account has no password yet. */
  currentPassword: string;
  password: string;
}

/**
 * Sets the viewer's password, ends all their other sessions and mails them that it changed. Throws
 * DomainError: `wrong_password` (the current one), `weak_password`, `too_many_requests`. Returns how many
 * other sessions ended.
 */
export async function changePassword(viewer: Viewer, change: Change, request: AuthRequest): Promise<number> {
  const { passwordHash: before } = await db.user.findUniqueOrThrow({
    where: { id: viewer.userId },
    select: { passwordHash: true },
  });
  if (before !== null) {
    const rules = passwordCheckRules(viewer.userId, viewer.sessionId);
    await countAttempts(rules);
    if (!(await verifyPassword(before, change.currentPassword))) throw wrongPassword();
    await forgiveAttempts(rules);
  } else if (viewer.adminRole) {
    // A stolen session must not give itself the password that sensitive acts ask for.
    requireProof(viewer);
  }
  await refuseWeakPassword(change.password, [viewer.email, viewer.name]);
  const passwordHash = await hashPassword(change.password);

  return db.$transaction(async (tx) => {
    // The condition closes the gap since the check: a password changed meanwhile is no longer the one that
    // was given.
    const { count } = await tx.user.updateMany({
      where: { id: viewer.userId, passwordHash: before },
      data: { passwordHash, passwordChangedAt: new Date() },
    });
    if (count === 0) throw wrongPassword();
    const ended = await revokeSessions(tx, viewer.userId, viewer.sessionId);
    await writeAudit(tx, {
      actorId: viewer.userId,
      action: before === null ? 'set_password' : 'change_password',
      subjectType: 'user',
      subjectId: String(viewer.userId),
      after: { sessionsEnded: ended },
      address: request.address,
      requestId: request.requestId,
    });
    await notePasswordChanged(tx, viewer.userId, request);
    return ended;
  });
}

function wrongPassword(): DomainError {
  return new DomainError('wrong_password', { fieldErrors: { currentPassword: 'passwordWrong' } });
}

import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { composePasswordReset, sendMail } from '@/lib/ground/mail';
import type { AuthRequest } from './auth-request';
import { refuseWeakPassword } from './check-password-strength';
import { hashPassword } from './hash-password';
import { consumeToken, issueToken, peekToken } from './mail-tokens';
import { proveAddress } from './prove-address';
import { revokeSessions } from './revoke-sessions';

const MINUTES = 30;

/** Mails a link to set a new password, if the address has an account; else does nothing. The caller counts the attempt. */
export async function sendPasswordReset(email: string, request: AuthRequest): Promise<void> {
  const user = await db.user.findUnique({ where: { email }, select: { id: true } });
  if (!user) return;
  const url = new URL('/new-password', env.NEXTAUTH_URL);
  url.searchParams.set('token', await issueToken('reset-password', user.id, MINUTES));
  await sendMail({ to: email, ...composePasswordReset(request.locale, url.href) });
}

/** Whose password a mailed link resets, if it still works. */
export async function findResetOwner(token: string): Promise<{ email: string; name: string | null } | null> {
  const id = await peekToken('reset-password', token);
  if (id === null) return null;
  return db.user.findUnique({ where: { id }, select: { email: true, name: true } });
}

/**
 * Sets a new password with a mailed link, which also proves the address, and ends every session. Returns the address to
 * sign in with, or null for a link that is used up or too old. Throws DomainError('weak_password'); the link then still works.
 */
export async function resetPassword(
  token: string,
  password: string,
  request: AuthRequest,
): Promise<{ email: string } | null> {
  const user = await findResetOwner(token);
  if (!user) return null;
  await refuseWeakPassword(password, [user.email, user.name]);
  const passwordHash = await hashPassword(password);

  const done = await db.$transaction(async (tx) => {
    const userId = await consumeToken(tx, 'reset-password', token);
    if (userId === null) return false;
    await proveAddress(tx, userId, request);
    await tx.user.update({
      where: { id: userId },
      data: { passwordHash, passwordChangedAt: new Date() },
      select: { id: true },
    });
    await revokeSessions(tx, userId, null);
    await writeAudit(tx, {
      actorId: userId,
      action: 'reset_password',
      subjectType: 'user',
      subjectId: String(userId),
      address: request.address,
      requestId: request.requestId,
    });
    return true;
  });
  return done ? { email: user.email } : null;
}

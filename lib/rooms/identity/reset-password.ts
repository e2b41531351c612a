import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { enqueue } from '@/lib/core/outbox/enqueue';
import type { AuthRequest } from './auth-request';
import { refuseWeakPassword } from './check-password-strength';
import { hashPassword } from './hash-password';
import { LINK_MINUTES } from './link-minutes';
import { consumeToken, issueToken, peekToken } from './mail-tokens';
import { notePasswordChanged } from './note-password-changed';
import { proveAddress } from './prove-address';
import { revokeSessions } from './revoke-sessions';

/** Mails a link for a new password. Without an account the same work is done, and no mail goes out. */
export async function mailPasswordReset(
  email: string,
  { locale }: Pick<AuthRequest, 'locale'>,
): Promise<void> {
  const user = await db.user.findUnique({ where: { email }, select: { id: true } });
  await db.$transaction(async (tx) => {
    const url = new URL('/new-password', env.NEXTAUTH_URL);
    const token = await issueToken(tx, 'reset-password', user?.id ?? email, LINK_MINUTES.resetPassword);
    url.searchParams.set('token', token);
    // The sender finds out whether anybody is there.
    const to = { address: email };
    await enqueue(tx, { kind: 'password_reset', to, payload: { locale }, secret: url.href });
  });
}

/** Whose password a mailed link resets, if it still works. */
export async function findResetOwner(token: string): Promise<{ email: string; name: string | null } | null> {
  const id = await peekToken('reset-password', token);
  if (id === null) return null;
  return db.user.findUnique({ where: { id }, select: { email: true, name: true } });
}

/**
 * Sets a new password with a mailed link, which also proves the address, and ends every session. Returns the
 * address to sign in with, or null for a link that is used up or too old. Throws
 * DomainError('weak_password'); the link then still works.
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
    await notePasswordChanged(tx, userId, request);
    return true;
  });
  return done ? { email: user.email } : null;
}

import { writeAudit } from '@/lib/core/audit';
import type { Tx } from '@/lib/core/db';
import { giveWelcomeTo } from '@/lib/rooms/wallet';
import type { AuthRequest } from './auth-request';
import { revokeSessions } from './revoke-sessions';
import { provesChoice } from './sign-up-proof';

/**
 * Somebody has just shown, from outside any session, that they hold this account's address: by a link in a
 * mail, or through a provider that vouches for it. If nobody had shown that before, no matter who made the
 * account may have been someone else, waiting for its owner to arrive. So everything that gives access, or
 * keeps the owner out, ends here: the password, the linked providers, the second factor and every session.
 * Only a password that was chosen in this very browser stays, and works from now on. Does nothing for an
 * address that was proved before. Locks the user's row.
 */
export async function proveAddress(
  tx: Tx,
  userId: bigint,
  facts: Pick<AuthRequest, 'address' | 'requestId' | 'signUpProof'>,
): Promise<void> {
  const rows = await tx.$queryRaw<{ email: string; proved: boolean; password_hash: string | null }[]>`
    SELECT email, email_verified IS NOT NULL AS proved, password_hash FROM users
      WHERE id = ${userId} FOR UPDATE`;
  const user = rows[0];
  if (!user || user.proved) return;
  const { email, password_hash: hash } = user;
  const keeps = hash !== null && provesChoice(facts.signUpProof, email, hash);

  await tx.user.update({
    where: { id: userId },
    data: {
      emailVerified: new Date(),
      passwordAwaitsProof: false,
      ...(keeps ? {} : { passwordHash: null, passwordChangedAt: new Date() }),
    },
    select: { id: true },
  });
  await giveWelcomeTo(tx, userId);
  const sessions = keeps ? 0 : await endAccess(tx, userId);
  await writeAudit(tx, {
    actorId: userId,
    action: 'prove_address',
    subjectType: 'user',
    subjectId: String(userId),
    after: { passwordCleared: hash !== null && !keeps, sessionsEnded: sessions },
    address: facts.address,
    requestId: facts.requestId,
  });
}

async function endAccess(tx: Tx, userId: bigint): Promise<number> {
  await tx.oauthAccount.deleteMany({ where: { userId } });
  await tx.secondFactor.deleteMany({ where: { userId } });
  await tx.recoveryCode.deleteMany({ where: { userId } });
  return revokeSessions(tx, userId, null);
}

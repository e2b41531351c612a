import { writeAudit } from '../audit';
import type { Tx } from '../db';
import { giveWelcomeTo } from '../wallet/give-welcome';
import type { AuthRequest } from './auth-request';
import { revokeSessions } from './revoke-sessions';

/**
 * Somebody has just shown, from outside any session, that they hold this account's address: by a link in a mail, or
 * through a provider that vouches for it. If nobody had shown that before, whoever made the account may have been someone
 * else, waiting for its owner to arrive. So everything that gives access, or keeps the owner out, ends here: the password,
 * the linked providers, the second factor and every session. Does nothing for an address that was proved before. Locks the user's row.
 */
export async function proveAddress(
  tx: Tx,
  userId: bigint,
  facts: Pick<AuthRequest, 'address' | 'requestId'>,
): Promise<void> {
  const rows = await tx.$queryRaw<{ proved: boolean; had_password: boolean }[]>`
    SELECT email_verified IS NOT NULL AS proved, password_hash IS NOT NULL AS had_password
    FROM users WHERE id = ${userId} FOR UPDATE`;
  const user = rows[0];
  if (!user || user.proved) return;

  await tx.user.update({
    where: { id: userId },
    data: { emailVerified: new Date(), passwordHash: null, passwordChangedAt: new Date() },
    select: { id: true },
  });
  await giveWelcomeTo(tx, userId);
  await tx.oauthAccount.deleteMany({ where: { userId } });
  await tx.secondFactor.deleteMany({ where: { userId } });
  await tx.recoveryCode.deleteMany({ where: { userId } });
  const sessions = await revokeSessions(tx, userId, null);
  await writeAudit(tx, {
    actorId: userId,
    action: 'prove_address',
    subjectType: 'user',
    subjectId: String(userId),
    after: { passwordCleared: user.had_password, sessionsEnded: sessions },
    address: facts.address,
    requestId: facts.requestId,
  });
}

import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import type { AuthRequest } from './auth-request';
import type { OauthProvider } from './provider-choices';

/**
 * Forgets a linked provider. Nobody locks themselves out: a sign-in link to the account's address, or the
 * password, goes on working, so the caller offers this only when one of them does. Returns false when it was
 * not linked.
 */
export async function unlinkProvider(
  userId: bigint,
  provider: OauthProvider,
  request: AuthRequest,
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.oauthAccount.deleteMany({ where: { userId, provider } });
    if (count === 0) return false;
    await writeAudit(tx, {
      actorId: userId,
      action: 'unlink_provider',
      subjectType: 'user',
      subjectId: String(userId),
      before: { provider },
      address: request.address,
      requestId: request.requestId,
    });
    return true;
  });
}

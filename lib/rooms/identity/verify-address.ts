import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import type { Locale } from '@/lib/core/i18n/locales';
import { enqueue } from '@/lib/core/outbox/enqueue';
import { giveWelcomeTo } from '@/lib/rooms/wallet';
import type { AuthRequest } from './auth-request';
import { LINK_MINUTES } from './link-minutes';
import { consumeToken, issueToken } from './mail-tokens';
import type { Viewer } from './viewer';

/** Mails a link to confirm the address of this account. */
export async function mailVerifyAddress(userId: bigint, locale: Locale): Promise<void> {
  await db.$transaction(async (tx) => {
    const url = new URL('/verify-email', env.NEXTAUTH_URL);
    url.searchParams.set('token', await issueToken(tx, 'verify-address', userId, LINK_MINUTES.verifyAddress));
    await enqueue(tx, { kind: 'verify_address', to: { userId }, payload: { locale }, secret: url.href });
  });
}

/**
 * Marks the viewer's own address as proved. The session shows that it is the person who set the password, the
 * link that they hold the address: so both stay. Returns false for a link that is used up, too old, or
 * another account's.
 */
export async function verifyAddress(viewer: Viewer, token: string, request: AuthRequest): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const owner = await consumeToken(tx, 'verify-address', token);
    if (owner !== viewer.userId) return false;
    await tx.user.updateMany({
      where: { id: viewer.userId, emailVerified: null },
      data: { emailVerified: new Date(), passwordAwaitsProof: false },
    });
    await giveWelcomeTo(tx, viewer.userId);
    await writeAudit(tx, {
      actorId: viewer.userId,
      action: 'verify_address',
      subjectType: 'user',
      subjectId: String(viewer.userId),
      address: request.address,
      requestId: request.requestId,
    });
    return true;
  });
}

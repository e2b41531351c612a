import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { emailSchema } from '@/lib/core/normalise-email';
import { type RateLimitRule, readAttempts } from '@/lib/core/rate-limit';
import { mailIsAvailable } from '@/lib/ground/mail';
import type { AuthRequest } from './auth-request';
import { findDevice } from './device-cookie';
import { verifyPassword } from './hash-password';
import { countAttempts, forgiveAttempts, signInRules } from './limits';
import { PASSWORD_MAX } from './password-rules';

export interface KnownUser {
  userId: bigint;
  email: string;
  name: string | null;
}

/** Who an address and password belong to, else null, in the same time. Throws `too_many_requests`. */
export async function verifyCredentials(
  given: { email?: unknown; password?: unknown },
  request: Pick<AuthRequest, 'address' | 'devices' | 'requestId'>,
): Promise<KnownUser | null> {
  const email = emailSchema.safeParse(given.email);
  const { password } = given;
  if (!email.success || typeof password !== 'string' || password.length > PASSWORD_MAX) return null;

  const user = await db.user.findUnique({
    where: { email: email.data },
    select: {
      ...{ id: true, email: true, name: true },
      ...{ passwordHash: true, passwordAwaitsProof: true, passwordChangedAt: true },
    },
  });
  const device = findDevice(request.devices, user);
  const rules = signInRules(email.data, { address: request.address, device });
  const note = (action: 'sign_in_failed' | 'sign_in_refused') =>
    writeAudit(db, {
      actorId: null,
      action,
      subjectType: 'user',
      // Nobody's address is written down: what strangers type may be a password.
      subjectId: user ? String(user.id) : 'unknown',
      after: { method: 'credentials', knownBrowser: device !== null },
      address: request.address,
      requestId: request.requestId,
    });
  try {
    await countAttempts(rules);
  } catch (error) {
    // Once in a window, or anyone who is refused could fill the log.
    if (error instanceof DomainError && (await isFirst(rules))) await note('sign_in_refused');
    throw error;
  }
  // A new account's own password is as wrong as any until its address is proved: else signing up and then in
  // would tell whether the address was taken. Without mail there is no other way in.
  const waits = user?.passwordAwaitsProof && mailIsAvailable();
  const right = await verifyPassword(waits ? null : (user?.passwordHash ?? null), password);
  if (!user || !right) {
    await note('sign_in_failed');
    return null;
  }
  await forgiveAttempts(rules);
  return { userId: user.id, email: user.email, name: user.name };
}

/** Whether some rule was passed by this very attempt. */
async function isFirst(rules: RateLimitRule[]): Promise<boolean> {
  const counts = await Promise.all(rules.map(async (rule) => (await readAttempts(rule)) - rule.limit));
  return counts.includes(1);
}

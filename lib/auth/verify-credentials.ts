import { db } from '../db';
import type { AuthRequest } from './auth-request';
import { findDevice } from './device-cookie';
import { verifyPassword } from './hash-password';
import { countAttempts, forgiveAttempts, signInRules } from './limits';
import { emailSchema } from './normalise-email';
import { PASSWORD_MAX } from './password-rules';

export interface KnownUser {
  userId: bigint;
  email: string;
  name: string | null;
}

/**
 * The person that an address and a password belong to, else null; why it failed is not told, nor does the time show it.
 * Throws DomainError('too_many_requests') when they failed too often (see signInRules).
 */
export async function verifyCredentials(
  given: { email?: unknown; password?: unknown },
  request: Pick<AuthRequest, 'address' | 'devices'>,
): Promise<KnownUser | null> {
  const email = emailSchema.safeParse(given.email);
  const { password } = given;
  if (!email.success || typeof password !== 'string' || password.length > PASSWORD_MAX) return null;

  const user = await db.user.findUnique({
    where: { email: email.data },
    select: { id: true, email: true, name: true, passwordHash: true, passwordChangedAt: true },
  });
  const device = findDevice(request.devices, user);
  const rules = signInRules(email.data, { address: request.address, device });
  await countAttempts(rules);
  const right = await verifyPassword(user?.passwordHash ?? null, password);
  if (!user || !right) return null;
  await forgiveAttempts(rules);
  return { userId: user.id, email: user.email, name: user.name };
}

import { writeAudit } from '../audit';
import { db } from '../db';
import { DomainError } from '../errors';
import type { AuthRequest } from './auth-request';
import { refuseWeakPassword } from './check-password-strength';
import { hashPassword } from './hash-password';
import { countAttempts, signUpRules } from './limits';

interface NewAccount {
  /** Normalised. */
  email: string;
  password: string;
  name: string | null;
}

/**
 * Makes an account with a password; its address is not proved yet. Throws DomainError: `weak_password`, `email_taken`,
 * `too_many_requests`.
 */
export async function signUp(account: NewAccount, request: AuthRequest): Promise<{ userId: bigint }> {
  await countAttempts(signUpRules(request.address));
  await refuseWeakPassword(account.password, [account.email, account.name]);
  const passwordHash = await hashPassword(account.password);
  const userId = await db.$transaction(async (tx) => {
    // One statement decides who gets the address when two sign up at once.
    const made = await tx.user.createManyAndReturn({
      data: { email: account.email, name: account.name, passwordHash, passwordChangedAt: new Date() },
      skipDuplicates: true,
      select: { id: true },
    });
    const id = made[0]?.id;
    if (id === undefined) throw new DomainError('email_taken');
    await writeAudit(tx, {
      actorId: id,
      action: 'sign_up',
      subjectType: 'user',
      subjectId: String(id),
      address: request.address,
      requestId: request.requestId,
    });
    return id;
  });
  return { userId };
}

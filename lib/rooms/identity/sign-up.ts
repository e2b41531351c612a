import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import type { AuthRequest } from './auth-request';
import { refuseWeakPassword } from './check-password-strength';
import { countMail } from './count-mail';
import { hashPassword } from './hash-password';
import { countAttempts, signUpRules } from './limits';
import { writeSignUpProof } from './sign-up-proof';

export interface NewAccount {
  /** Normalised. */
  email: string;
  password: string;
  name: string | null;
}

/** Without mail: an account whose password works at once. Throws `weak_password`, `email_taken`. */
export async function signUp(account: NewAccount, request: AuthRequest): Promise<{ userId: bigint }> {
  await checkNewAccount(account, request);
  const passwordHash = await hashPassword(account.password);
  const userId = await makeAccount({ ...account, passwordHash, awaitsProof: false }, request);
  if (userId === null) throw new DomainError('email_taken');
  return { userId };
}

/**
 * Where a mail follows (see start-sign-up): makes an account whose password works once its address is proved,
 * unless the address is taken, and does as much work either way. Who signs up again before that chooses
 * again. `proof` is for the browser. Throws DomainError: `weak_password`, `too_many_requests`.
 */
export async function beginSignUp(
  account: NewAccount,
  request: AuthRequest,
): Promise<{ taken: boolean; proof: string }> {
  await checkNewAccount(account, request);
  await countMail(account.email, request);
  const passwordHash = await hashPassword(account.password);
  const userId = await makeAccount({ ...account, passwordHash, awaitsProof: true }, request);
  return { taken: userId === null, proof: writeSignUpProof(account.email, passwordHash) };
}

async function checkNewAccount({ email, name, password }: NewAccount, request: AuthRequest): Promise<void> {
  await countAttempts(signUpRules(request.address));
  await refuseWeakPassword(password, [email, name]);
}

/** Its id; null: the address is taken. */
async function makeAccount(
  given: Omit<NewAccount, 'password'> & { passwordHash: string; awaitsProof: boolean },
  request: AuthRequest,
): Promise<bigint | null> {
  const { email, name, passwordHash, awaitsProof } = given;
  return db.$transaction(async (tx) => {
    // One statement decides who gets the address when two sign up at once.
    const made = await tx.$queryRaw<{ id: bigint }[]>`
      INSERT INTO users (email, name, password_hash, password_changed_at, password_awaits_proof)
      VALUES (${email}, ${name}, ${passwordHash}, ${new Date()}, ${awaitsProof})
      ON CONFLICT (email) DO UPDATE SET name = excluded.name, password_hash = excluded.password_hash,
        password_changed_at = excluded.password_changed_at
        WHERE users.password_awaits_proof AND excluded.password_awaits_proof
      RETURNING id`;
    const id = made[0]?.id ?? null;
    if (id === null) return null;
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
}

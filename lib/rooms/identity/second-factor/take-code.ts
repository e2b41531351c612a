import { verifySync } from 'otplib';
import { db, type Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { countAttempts, forgiveAttempts, secondFactorRules } from '../limits';
import { takeRecoveryCode } from './recovery-codes';
import { openSecret } from './seal-secret';

/** One step before and after: clocks differ, and people type slowly. */
const TOLERANCE_SECONDS = 30;

/**
 * Takes a code of the person's second factor, or one of their recovery codes: each works once. Throws
 * `wrong_code` and `too_many_requests`; failures count, and that they do is not undone by the caller's
 * transaction. `known`: see secondFactorRules.
 */
export async function takeCode(
  userId: bigint,
  typed: string,
  known: string | null,
): Promise<'code' | 'recovery_code'> {
  const rules = secondFactorRules(userId, known);
  await countAttempts(rules);
  const taken = (await takeTimeCode(db, userId, typed))
    ? 'code'
    : (await takeRecoveryCode(db, userId, typed))
      ? 'recovery_code'
      : null;
  if (!taken) throw new DomainError('wrong_code', { fieldErrors: { code: 'codeWrong' } });
  await forgiveAttempts(rules);
  return taken;
}

/** Whether the code is right and newer than every one that was taken before; it is taken then. */
export async function takeTimeCode(tx: Tx, userId: bigint, typed: string): Promise<boolean> {
  const token = typed.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return false;
  const factor = await tx.secondFactor.findUnique({ where: { userId }, select: { sealedSecret: true } });
  const secret = factor && openSecret(userId, factor.sealedSecret);
  if (!secret) return false;
  const result = verifySync({ secret, token, epochTolerance: TOLERANCE_SECONDS });
  if (!result.valid || !('timeStep' in result)) return false;
  const step = BigInt(result.timeStep);
  // One statement decides between two who bring the same code at once.
  const { count } = await tx.secondFactor.updateMany({
    where: { userId, lastStep: { lt: step } },
    data: { lastStep: step },
  });
  return count === 1;
}

import { db } from '@/lib/core/db';

export interface SecondFactorState {
  isOn: boolean;
  recoveryCodesLeft: number;
}

export async function getSecondFactorState(userId: bigint): Promise<SecondFactorState> {
  const [factor, recoveryCodesLeft] = await Promise.all([
    db.secondFactor.findFirst({ where: { userId, confirmedAt: { not: null } }, select: { userId: true } }),
    db.recoveryCode.count({ where: { userId, usedAt: null } }),
  ]);
  return { isOn: factor !== null, recoveryCodesLeft };
}

/** How this person can show again who they are. `none`: only by signing in again. */
export type ProofMethod = 'password' | 'code' | 'none';

export async function getProofMethod(userId: bigint): Promise<ProofMethod> {
  const user = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: { passwordHash: true, secondFactor: { select: { confirmedAt: true } } },
  });
  if (user.secondFactor?.confirmedAt) return 'code';
  return user.passwordHash ? 'password' : 'none';
}

/** Whether this browser has passed the first step of a sign-in and owes the second. */
export async function awaitsSecondFactor(sessionId: string | null): Promise<boolean> {
  if (!sessionId) return false;
  const session = await db.session.findFirst({
    where: { id: sessionId, awaitsSecondFactor: true, revokedAt: null, expiresAt: { gt: new Date() } },
    select: { id: true },
  });
  return session !== null;
}

import { writeAudit } from '@/lib/core/audit';
import { db, type Prisma, type Tx } from '@/lib/core/db';
import type { AuthRequest } from './auth-request';

type Facts = Pick<AuthRequest, 'address' | 'requestId'>;

/** Ends every live session of a person except `keep`, in the caller's transaction. Returns how many ended. */
export async function revokeSessions(tx: Tx, userId: bigint, keep: string | null): Promise<number> {
  const where: Prisma.SessionWhereInput = { userId, revokedAt: null };
  if (keep) where.id = { not: keep };
  const { count } = await tx.session.updateMany({ where, data: { revokedAt: new Date() } });
  return count;
}

/** Ends one session of this person, never someone else's. Safe to repeat. Returns if it was live. */
export async function revokeSession(userId: bigint, sessionId: string, facts: Facts): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { id: sessionId, userId, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count === 0) return false;
    await writeAudit(tx, {
      actorId: userId,
      action: 'revoke_session',
      subjectType: 'session',
      subjectId: sessionId,
      ...pick(facts),
    });
    return true;
  });
}

/** Signs a person out everywhere but here. Returns how many sessions ended. */
export async function revokeOtherSessions(userId: bigint, keep: string, facts: Facts): Promise<number> {
  return db.$transaction(async (tx) => {
    const count = await revokeSessions(tx, userId, keep);
    await writeAudit(tx, {
      actorId: userId,
      action: 'revoke_other_sessions',
      subjectType: 'user',
      subjectId: String(userId),
      after: { sessions: count },
      ...pick(facts),
    });
    return count;
  });
}

function pick({ address, requestId }: Facts): Facts {
  return { address, requestId };
}

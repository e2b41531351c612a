import 'server-only';
import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { isUniqueViolation } from '@/lib/core/is-unique-violation';
import { sqlStateOf } from '@/lib/core/sql-states';
import { isTimeZone } from '@/lib/core/time-zone';
import { openCreatorAccounts } from '@/lib/ground/ledger';
import { checkHandle, handleFault } from './check-handle';
import type { Profile } from './profile-rules';

interface Request extends Profile {
  userId: bigint;
  locale: string;
  /** As their browser calls it; one that nobody knows is UTC, until they choose. */
  timeZone?: string;
  address?: string;
  requestId?: string;
}

/**
 * Makes a person a creator: their face, their accounts in the ledger, and their role unless they are an
 * admin. A repeat changes nothing. Throws `invalid_input` with a fault at `handle` when it is reserved, taken
 * or too much like another.
 */
export async function becomeCreator(request: Request): Promise<{ creatorId: bigint; handle: string }> {
  const { userId, handle, name, bio, links, hue, locale } = request;
  const timeZone = request.timeZone && isTimeZone(request.timeZone) ? request.timeZone : 'UTC';
  const known = await findOwn(userId);
  if (known) return known;
  await checkHandle(handle, null);
  try {
    return await db.$transaction(async (tx) => {
      const creator = await tx.creator.create({
        data: { userId, handle, name, bio, links, hue, locale, timeZone },
        select: { id: true },
      });
      await tx.user.updateMany({ where: { id: userId, role: 'reader' }, data: { role: 'creator' } });
      await openCreatorAccounts(tx, { creatorId: creator.id, currency: env.WALLET_CURRENCY });
      await writeAudit(tx, {
        actorId: userId,
        action: 'become_creator',
        subjectType: 'creator',
        subjectId: String(creator.id),
        after: { handle, name },
        address: request.address,
        requestId: request.requestId,
      });
      return { creatorId: creator.id, handle };
    });
  } catch (error) {
    if (!isUniqueViolation(error) && sqlStateOf(error) !== 'ZF011') throw error;
    // A second press of the same person, or somebody else with the same handle, was first.
    const own = await findOwn(userId);
    if (own) return own;
    throw handleFault('handleTaken');
  }
}

async function findOwn(userId: bigint) {
  const row = await db.creator.findUnique({ where: { userId }, select: { id: true, handle: true } });
  return row && { creatorId: row.id, handle: row.handle };
}

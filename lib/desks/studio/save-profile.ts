import 'server-only';
import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { isUniqueViolation } from '@/lib/core/is-unique-violation';
import { sqlStateOf } from '@/lib/core/sql-states';
import { isTimeZone } from '@/lib/core/time-zone';
import { checkHandle, handleFault } from './check-handle';
import type { Profile } from './profile-rules';

interface Request extends Profile {
  creatorId: bigint;
  userId: bigint;
  timeZone: string;
  address?: string;
  requestId?: string;
}

const FACE = { handle: true, name: true, bio: true, links: true, hue: true, timeZone: true } as const;

/** Changes a creator's face; old handles lead on. Throws `invalid_input` at `handle` or `timeZone`. */
export async function saveProfile(request: Request): Promise<void> {
  const { creatorId, handle, name, bio, links, hue, timeZone } = request;
  if (!isTimeZone(timeZone))
    throw new DomainError('invalid_input', { fieldErrors: { timeZone: 'timeZone' } });
  await checkHandle(handle, creatorId);
  try {
    await db.$transaction(async (tx) => {
      const before = await tx.creator.findUniqueOrThrow({ where: { id: creatorId }, select: FACE });
      const after = { handle, name, bio, links, hue, timeZone };
      await tx.creator.update({ where: { id: creatorId }, data: after, select: { id: true } });
      await writeAudit(tx, {
        actorId: request.userId,
        action: 'save_creator_profile',
        subjectType: 'creator',
        subjectId: String(creatorId),
        before: { handle: before.handle, name: before.name },
        after: { handle, name },
        address: request.address,
        requestId: request.requestId,
      });
    });
  } catch (error) {
    const isTaken = isUniqueViolation(error) || sqlStateOf(error) === 'ZF011';
    throw isTaken ? handleFault('handleTaken') : error;
  }
}

import 'server-only';
import { headers } from 'next/headers';
import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { ADMIN_PATH_HEADER } from '@/lib/core/http/admin-path-header';
import { log } from '@/lib/core/log';
import { addAttempt } from '@/lib/core/rate-limit';
import { HOUR_SECONDS } from '@/lib/core/time';
import type { Viewer } from '@/lib/rooms/identity';
import { getRequestContext } from './request-context';

/** More rows of one person within an hour tell nothing new. */
const MOST_ROWS = 30;
const LONGEST = 200;

/**
 * Somebody signed in asked for a part of the back office that is not theirs: the page or file in hand, or
 * `action`. One audit row for each person, thing and hour; pages that differ by a number are one thing. Never
 * throws: the refusal stands, written down or not.
 */
export async function noteRefused(
  { userId, adminRole }: Pick<Viewer, 'userId' | 'adminRole'>,
  action?: string,
): Promise<void> {
  const { address, requestId } = await getRequestContext();
  try {
    const path = (await headers()).get(ADMIN_PATH_HEADER) ?? '/admin';
    const thing = (action ?? path).slice(0, LONGEST);
    const kind = thing.replace(/[^/]*\d[^/]*/g, '*');
    const first = await addAttempt({ key: `refused:${userId}:${kind}`, windowSeconds: HOUR_SECONDS });
    if (first > 1) return;
    const rows = await addAttempt({ key: `refused:${userId}`, windowSeconds: HOUR_SECONDS });
    if (rows > MOST_ROWS) return;
    await writeAudit(db, {
      actorId: userId,
      action: 'refuse_access',
      subjectType: action ? 'action' : 'page',
      subjectId: thing,
      after: { adminRole },
      address,
      requestId,
    });
  } catch (error) {
    log.error({ requestId, err: error }, 'a refused access could not be written down');
  }
}

import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { endOfDay } from '@/lib/core/zone';
import { readTarget, type Target } from './targets';

/** The end of a gift's last day (`2027-01-31`) where its reader is. Throws `not_found` for no target. */
export async function lastMoment(target: Target, day: string): Promise<Date> {
  const { ownerId } = await readTarget(db, target, { lock: false });
  const owner = await db.user.findUniqueOrThrow({ where: { id: ownerId }, select: { timeZone: true } });
  return endOfDay(day, owner.timeZone ?? env.SITE_TIME_ZONE);
}

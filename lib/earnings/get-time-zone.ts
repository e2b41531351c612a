import 'server-only';
import { db } from '../db';
import { isTimeZone } from './zone';

/** Where a creator's days begin; UTC if the name is one that this server does not know. */
export async function getTimeZone(creatorId: bigint): Promise<string> {
  const creator = await db.creator.findUnique({ where: { id: creatorId }, select: { timeZone: true } });
  return creator && isTimeZone(creator.timeZone) ? creator.timeZone : 'UTC';
}

import 'server-only';
import { db } from '@/lib/core/db';

/** A creator's face as its form shows it. */
export function getProfile(creatorId: bigint) {
  return db.creator.findUniqueOrThrow({
    where: { id: creatorId },
    select: { handle: true, name: true, bio: true, links: true, hue: true, timeZone: true },
  });
}

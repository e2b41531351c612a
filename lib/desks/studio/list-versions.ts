import 'server-only';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';

const LISTED = {
  number: true,
  title: true,
  language: true,
  currency: true,
  priceMicros: true,
  publishedAt: true,
};

/** What was published of an own item, the newest first. Empty for another creator's. */
export function listVersions(creatorId: bigint, itemId: bigint) {
  return db.itemVersion.findMany({
    where: { itemId, item: { creatorId } },
    orderBy: { number: 'desc' },
    select: LISTED,
  });
}

/** One version with its text. Throws `not_found`, also for another creator's. */
export async function getVersion(creatorId: bigint, itemId: bigint, number: number) {
  const version = await db.itemVersion.findFirst({ where: { itemId, number, item: { creatorId } } });
  if (!version) throw new DomainError('not_found');
  return version;
}

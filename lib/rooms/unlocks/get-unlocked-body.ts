import 'server-only';
import { db } from '@/lib/core/db';

/**
 * The paid Markdown, for a reader with a live unlock or for the creator; null for everyone else. The right is
 * part of the query, so there is no moment at which an unauthorised body is in memory.
 */
export async function getUnlockedBody(itemId: bigint, readerId: bigint): Promise<string | null> {
  const row = await db.itemBody.findFirst({
    where: {
      itemId,
      item: {
        OR: [{ unlocks: { some: { readerId, refundedAt: null } } }, { creator: { userId: readerId } }],
      },
    },
    select: { body: true },
  });
  return row?.body ?? null;
}

import 'server-only';
import { db } from '@/lib/core/db';

/** The paid Markdown for a reader with a live unlock or the creator, else null: by the query itself. */
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

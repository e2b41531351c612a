import 'server-only';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import type { MediaPurpose } from '@/lib/generated/prisma/enums';
import { lockItem, point } from './attach-media';

/**
 * Takes a creator's portrait, or the cover or the file of one of their items, out of its place. Removing what
 * is not there is no error. Throws `not_found` for another's item, and `file_in_use` for the file of an item
 * that is on sale, waits to be, or has been sold: readers who paid keep what they paid for.
 */
export async function removeMedia(place: {
  creatorId: bigint;
  itemId: bigint | null;
  purpose: Exclude<MediaPurpose, 'inline'>;
}): Promise<void> {
  await db.$transaction(async (tx) => {
    if (place.purpose === 'file' && place.itemId !== null) {
      const { itemId: id, creatorId } = place;
      // A publication that has begun ends first, and the next one finds no file.
      await lockItem(tx, id);
      const kept = await tx.item.count({
        where: {
          id,
          creatorId,
          fileMediaId: { not: null },
          OR: [{ status: { not: 'draft' } }, { unlocks: { some: {} } }],
        },
      });
      if (kept > 0) throw new DomainError('file_in_use');
    }
    await point(tx, place, null);
  });
}

import 'server-only';
import { db, type Tx } from '@/lib/core/db';
import { splitTeaser } from '@/lib/ground/markdown';

/**
 * Whether an item has what its kind sells: an article its paid text (in its draft or published), a track or
 * video its file, a lesson either, a game item a file or licence keys (made on demand, or one at least in its
 * list). False for an unknown item. It stays so for as long as `tx` holds the item's row.
 */
export async function hasDeliverable(itemId: bigint, tx: Tx = db): Promise<boolean> {
  const item = await tx.item.findUnique({
    where: { id: itemId },
    select: {
      kind: true,
      fileMediaId: true,
      keySupply: true,
      body: { select: { body: true } },
      draft: { select: { text: true } },
      licenceKeys: { take: 1, select: { id: true } },
    },
  });
  if (!item) return false;
  const text = (item.draft ? splitTeaser(item.draft.text).body : (item.body?.body ?? '')).trim() !== '';
  const file = item.fileMediaId !== null;
  switch (item.kind) {
    case 'article':
      return text;
    case 'track':
    case 'video':
      return file;
    case 'lesson':
      return text || file;
    case 'game_item':
      return (
        file || item.keySupply === 'generated' || (item.keySupply === 'pool' && item.licenceKeys.length > 0)
      );
  }
}

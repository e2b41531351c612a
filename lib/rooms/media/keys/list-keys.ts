import 'server-only';
import { db } from '@/lib/core/db';

export interface ListedKey {
  key: string;
  /** `burned`: given to an unlock that was taken back. It has been seen, so it goes to nobody else. */
  state: 'free' | 'given' | 'burned';
  givenAt: Date | null;
}

/** An item's keys with what became of each, oldest first, not who has it; null for another creator's. */
export async function listKeys(itemId: bigint, creatorId: bigint): Promise<ListedKey[] | null> {
  const item = await db.item.findFirst({
    where: { id: itemId, creatorId, kind: 'game_item' },
    select: { id: true },
  });
  if (!item) return null;
  const rows = await db.licenceKey.findMany({
    where: { itemId },
    orderBy: { id: 'asc' },
    select: { key: true, givenAt: true, unlock: { select: { refundedAt: true } } },
  });
  return rows.map(({ key, givenAt, unlock }) => ({
    key,
    givenAt,
    state: unlock ? (unlock.refundedAt ? 'burned' : 'given') : 'free',
  }));
}

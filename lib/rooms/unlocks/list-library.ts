import 'server-only';
import { db } from '@/lib/core/db';
import type { KeySupply } from '@/lib/generated/prisma/enums';
import { type ItemCard, type Page, selectCard, toCard, toPage } from '@/lib/rooms/catalog';

export interface LibraryEntry {
  item: ItemCard;
  unlockedAt: Date;
  paidMicros: bigint;
  /** Of the wallet that paid. */
  currency: string;
  unlockId: bigint;
  /** Where the item's licence keys come from; null: it gives none. */
  keySupply: KeySupply | null;
}

type OwnedRow = Omit<LibraryEntry, 'item' | 'keySupply'> & { itemId: bigint };

/** What a reader owns, the latest first: also what has been withdrawn since. */
export async function listLibrary(
  reading: { readerId: bigint; currency: string },
  options: { page: number; size: number },
): Promise<Page<LibraryEntry>> {
  const { readerId } = reading;
  const { size } = options;
  const [rows, [counted]] = await Promise.all([
    db.$queryRaw<OwnedRow[]>`
      SELECT id AS "unlockId", item_id AS "itemId", price_micros AS "paidMicros", currency::text,
        created_at AS "unlockedAt"
      FROM unlock_facts WHERE reader_id = ${readerId} AND refunded_at IS NULL
      ORDER BY created_at DESC, id DESC LIMIT ${size} OFFSET ${(options.page - 1) * size}`,
    db.$queryRaw<{ total: number }[]>`
      SELECT count(*)::int AS total FROM unlock_facts WHERE reader_id = ${readerId} AND refunded_at IS NULL`,
  ]);
  const items = await db.item.findMany({
    where: { id: { in: rows.map(({ itemId }) => itemId) } },
    select: { ...selectCard(reading), keySupply: true },
  });
  const byId = new Map(items.map((item) => [item.id, item]));
  const entries = rows.flatMap(({ itemId, ...row }) => {
    const item = byId.get(itemId);
    return item ? [{ ...row, item: toCard(item), keySupply: item.keySupply }] : [];
  });
  return toPage(entries, counted?.total ?? 0, options.page, size);
}

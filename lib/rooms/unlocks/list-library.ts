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

/** What a reader owns, the latest first: also what has been withdrawn since. */
export async function listLibrary(
  reading: { readerId: bigint; currency: string },
  options: { page: number; size: number },
): Promise<Page<LibraryEntry>> {
  const where = { readerId: reading.readerId, refundedAt: null };
  const [rows, total] = await Promise.all([
    db.unlock.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      skip: (options.page - 1) * options.size,
      take: options.size,
      select: {
        id: true,
        priceMicros: true,
        createdAt: true,
        wallet: { select: { currency: true } },
        item: { select: { ...selectCard(reading), keySupply: true } },
      },
    }),
    db.unlock.count({ where }),
  ]);
  const entries = rows.map((row) => ({
    item: toCard(row.item),
    unlockedAt: row.createdAt,
    paidMicros: row.priceMicros,
    currency: row.wallet.currency,
    unlockId: row.id,
    keySupply: row.item.keySupply,
  }));
  return toPage(entries, total, options.page, options.size);
}

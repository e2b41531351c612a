import 'server-only';
import { db } from '@/lib/core/db';
import { type ItemCard, onSale, type Reading, selectCard, toCard } from './item-card';

/** What the editors put on the front page, newest first; without a language, of all languages. */
export async function listFeatured(
  reading: Reading,
  options: { language?: string; limit: number },
): Promise<ItemCard[]> {
  const rows = await db.item.findMany({
    where: { ...onSale(), featuredAt: { not: null }, language: options.language },
    orderBy: [{ featuredAt: 'desc' }, { id: 'desc' }],
    take: options.limit,
    select: selectCard(reading),
  });
  return rows.map(toCard);
}

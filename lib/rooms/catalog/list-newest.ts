import 'server-only';
import { db } from '@/lib/core/db';
import { type ItemCard, onSale, type Reading, selectCard, toCard } from './item-card';
import { type Page, toPage } from './page';

interface NewestOptions {
  language?: string;
  topic?: string;
  creatorHandle?: string;
  /** Shown elsewhere on the page. */
  without?: bigint[];
  page: number;
  size: number;
}

/** Items for sale, newest first, narrowed by what is given. */
export async function listNewest(reading: Reading, options: NewestOptions): Promise<Page<ItemCard>> {
  const where = {
    ...onSale(),
    language: options.language,
    topic: options.topic,
    creator: options.creatorHandle ? { handle: options.creatorHandle } : undefined,
    id: options.without ? { notIn: options.without } : undefined,
  };
  const [rows, total] = await Promise.all([
    db.item.findMany({
      where,
      orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }],
      skip: (options.page - 1) * options.size,
      take: options.size,
      select: selectCard(reading),
    }),
    db.item.count({ where }),
  ]);
  return toPage(rows.map(toCard), total, options.page, options.size);
}

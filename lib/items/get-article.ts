import 'server-only';
import { db } from '../db';
import { type ItemCard, onSale, type Reading, selectCard, toCard } from './item-card';

export interface Article extends ItemCard {
  /** Free Markdown. */
  teaser: string;
  /** Withdrawn items are still read by who owns them. */
  forSale: boolean;
  /** The reader's live unlock. */
  unlock: { id: bigint; priceMicros: bigint; createdAt: Date } | null;
  /** The reader wrote it. */
  own: boolean;
}

// What the database takes for a slug. An address can hold more: PostgreSQL has an error, not an answer, for a NUL.
const SLUG = /^[a-z0-9-]{1,120}$/;

/**
 * An article by its slug or its id. Null unless it is for sale, or the reader owns it or wrote it: a draft and a withdrawn
 * article look to everyone else as if they did not exist. The paid text is not here: see getUnlockedBody.
 */
export async function getArticle(key: string | bigint, reading: Reading): Promise<Article | null> {
  if (typeof key === 'string' && !SLUG.test(key)) return null;
  const readerId = reading.readerId ?? 0n;
  const row = await db.item.findFirst({
    where: {
      ...(typeof key === 'string' ? { slug: key } : { id: key }),
      OR: [
        onSale(),
        { unlocks: { some: { readerId, refundedAt: null } } },
        { creator: { userId: readerId } },
      ],
    },
    select: { ...selectCard(reading), teaser: true, status: true },
  });
  if (!row) return null;
  const own = reading.readerId
    ? (await db.item.count({ where: { id: row.id, creator: { userId: readerId } } })) > 0
    : false;
  return {
    ...toCard(row),
    teaser: row.teaser,
    forSale: row.status === 'published' && row.publishedAt !== null && row.publishedAt <= new Date(),
    unlock: row.unlocks[0] ?? null,
    own,
  };
}

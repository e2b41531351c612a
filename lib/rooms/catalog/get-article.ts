import 'server-only';
import { pool } from '@/lib/core/db';
import { CARD_COLUMNS, type CardColumns, cardOf } from './card-columns';
import type { ItemCard, Reading } from './item-card';

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

// What the database takes for a slug. An address can hold more: PostgreSQL has an error, not an answer, for a
// NUL.
const SLUG = /^[a-z0-9-]{1,120}$/;

interface ArticleRow extends CardColumns {
  teaser: string;
  for_sale: boolean;
  own: boolean;
  unlock_id: string | null;
  paid_micros: string | null;
  unlocked_at: Date | null;
}

const articleBy = (key: 'slug' | 'id') => `
  SELECT ${CARD_COLUMNS}, i.teaser, coalesce(i.status = 'published'
    AND i.published_at <= $4, false) AS for_sale,
    coalesce(c.user_id = $2, false) AS own, u.id AS unlock_id, u.price_micros AS paid_micros, u.created_at AS
      unlocked_at
  FROM items i JOIN creators c ON c.id = i.creator_id LEFT JOIN media f ON f.id = i.file_media_id
    LEFT JOIN item_prices p ON p.item_id = i.id AND p.currency = $3
    LEFT JOIN unlock_facts u ON u.item_id = i.id AND u.reader_id = $2 AND u.refunded_at IS NULL
  WHERE i.${key} = $1 AND ((i.status = 'published' AND i.published_at <= $4) OR u.id IS NOT NULL
    OR c.user_id = $2)
  LIMIT 1`;

/**
 * An article by its slug or its id. Null unless it is for sale, or the reader owns it or wrote it: a draft
 * and a withdrawn article look to everyone else as if they did not exist. The paid text is not here: see
 * getUnlockedBody.
 */
export async function getArticle(key: string | bigint, reading: Reading): Promise<Article | null> {
  if (typeof key === 'string' && !SLUG.test(key)) return null;
  const by = typeof key === 'string' ? 'slug' : 'id';
  const { rows } = await pool.query<ArticleRow>({
    name: `get-article-by-${by}`,
    text: articleBy(by),
    values: [key, reading.readerId, reading.currency, new Date()],
  });
  const row = rows[0];
  if (!row) return null;
  const { unlock_id: unlockId, paid_micros: paidMicros, unlocked_at: createdAt } = row;
  const unlock = unlockId !== null && paidMicros !== null && createdAt !== null;
  return {
    ...cardOf(row, unlock),
    teaser: row.teaser,
    forSale: row.for_sale,
    unlock: unlock ? { id: BigInt(unlockId), priceMicros: BigInt(paidMicros), createdAt } : null,
    own: row.own,
  };
}

import 'server-only';
import { pool } from '@/lib/core/db';
import { CARD_COLUMNS, type CardColumns, cardOf } from './card-columns';
import type { ItemCard, Reading } from './item-card';

const MORE = `
  SELECT ${CARD_COLUMNS},
    EXISTS (SELECT FROM unlock_facts u WHERE u.item_id = i.id AND u.reader_id = $3
      AND u.refunded_at IS NULL) AS owned
  FROM creators c JOIN items i ON i.creator_id = c.id LEFT JOIN media f ON f.id = i.file_media_id
    LEFT JOIN item_prices p ON p.item_id = i.id AND p.currency = $4
  WHERE c.handle = $1 AND i.id <> $2 AND i.status = 'published' AND i.published_at <= $5
  ORDER BY i.published_at DESC, i.id DESC LIMIT $6`;

/** A creator's newest items besides one, as listNewest has them, in a single query. */
export async function listMoreOf(
  { readerId, currency }: Reading,
  { handle, without, size }: { handle: string; without: bigint; size: number },
): Promise<ItemCard[]> {
  const { rows } = await pool.query<CardColumns & { owned: boolean }>({
    name: 'list-more-of',
    text: MORE,
    values: [handle, without, readerId, currency, new Date(), size],
  });
  return rows.map((row) => cardOf(row, row.owned));
}

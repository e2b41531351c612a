import 'server-only';
import { pool } from '../db';
import type { ItemCard, Reading } from './item-card';

const MORE = `
  SELECT i.id, i.slug, i.kind, i.title, i.summary, i.language, i.topic, i.reading_minutes, i.published_at, i.cover_motif, i.cover_seed,
    i.cover_media_id, f.duration_ms, c.handle, c.name, c.hue, c.avatar_media_id, p.price_micros,
    EXISTS (SELECT FROM unlocks u WHERE u.item_id = i.id AND u.reader_id = $3 AND u.refunded_at IS NULL) AS owned
  FROM creators c JOIN items i ON i.creator_id = c.id LEFT JOIN media f ON f.id = i.file_media_id
    LEFT JOIN item_prices p ON p.item_id = i.id AND p.currency = $4
  WHERE c.handle = $1 AND i.id <> $2 AND i.status = 'published' AND i.published_at <= $5
  ORDER BY i.published_at DESC, i.id DESC LIMIT $6`;

/** A creator's newest items besides one, as listNewest has them, in one query: every page of an item ends with them. */
export async function listMoreOf(
  { readerId, currency }: Reading,
  { handle, without, size }: { handle: string; without: bigint; size: number },
): Promise<ItemCard[]> {
  const { rows } = await pool.query({
    name: 'list-more-of',
    text: MORE,
    values: [handle, without, readerId, currency, new Date(), size],
  });
  return rows.map((row) => ({
    id: BigInt(row.id),
    slug: row.slug,
    kind: row.kind,
    title: row.title,
    summary: row.summary,
    language: row.language,
    topic: row.topic,
    readingMinutes: row.reading_minutes,
    publishedAt: row.published_at,
    durationMs: row.duration_ms,
    cover: { motif: row.cover_motif, seed: row.cover_seed, mediaId: row.cover_media_id },
    creator: { handle: row.handle, name: row.name, hue: row.hue, avatarMediaId: row.avatar_media_id },
    priceMicros: row.price_micros === null ? null : BigInt(row.price_micros),
    owned: row.owned,
  }));
}

import { type ItemCard, toCard } from './item-card';

/** What a card needs of `i` items, `c` creators, `f` files and `p` prices; Prisma would make six queries. */
export const CARD_COLUMNS = `i.id, i.slug, i.kind, i.title, i.summary, i.language, i.topic, i.reading_minutes,
  coalesce(i.published_at, i.created_at) AS published_at, i.cover_motif, i.cover_seed, i.cover_media_id,
    f.duration_ms,
  c.handle, c.name, c.hue, c.avatar_media_id, p.price_micros`;

export interface CardColumns {
  id: string;
  slug: string;
  kind: ItemCard['kind'];
  title: string;
  summary: string;
  language: string;
  topic: string;
  reading_minutes: number;
  published_at: Date;
  cover_motif: string;
  cover_seed: number;
  cover_media_id: string | null;
  duration_ms: number | null;
  handle: string;
  name: string;
  hue: number;
  avatar_media_id: string | null;
  price_micros: string | null;
}

/** A row of these columns as a card. */
export function cardOf(row: CardColumns, owned: boolean): ItemCard {
  return toCard({
    ...{ id: BigInt(row.id), slug: row.slug, kind: row.kind, topic: row.topic, language: row.language },
    ...{ title: row.title, summary: row.summary, readingMinutes: row.reading_minutes },
    ...{ publishedAt: row.published_at, createdAt: row.published_at },
    ...{ coverMotif: row.cover_motif, coverSeed: row.cover_seed, coverMediaId: row.cover_media_id },
    fileMedia: { durationMs: row.duration_ms },
    creator: { handle: row.handle, name: row.name, hue: row.hue, avatarMediaId: row.avatar_media_id },
    prices: row.price_micros === null ? [] : [{ priceMicros: BigInt(row.price_micros) }],
    unlocks: owned ? [true] : [],
  });
}

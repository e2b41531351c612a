import type { ItemKind } from '@/lib/generated/prisma/enums';

/** What the lists show of an item: plain data, as lib/items gives it. */
export interface CardItem {
  slug: string;
  kind: ItemKind;
  title: string;
  summary: string;
  language: string;
  topic: string;
  readingMinutes: number;
  durationMs: number | null;
  publishedAt: Date;
  cover: { motif: string; seed: number; mediaId: string | null };
  creator: { handle: string; name: string; hue: number; avatarMediaId: string | null };
  priceMicros: bigint | null;
  owned: boolean;
}

export interface CardProps {
  item: CardItem;
  currency: string;
  locale: string;
}

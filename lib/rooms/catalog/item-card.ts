import type { Prisma } from '@/lib/core/db';
import type { ItemKind } from '@/lib/generated/prisma/enums';

/** For whom a list or an article is put together. */
export interface Reading {
  /** Null: not signed in. */
  readerId: bigint | null;
  /** Of the reader's wallet; prices are in it. */
  currency: string;
}

export interface CreatorByline {
  handle: string;
  name: string;
  hue: number;
  /** Instead of the drawn portrait. */
  avatarMediaId: string | null;
}

/** What a list shows of an item. Nothing here is paid for. */
export interface ItemCard {
  id: bigint;
  slug: string;
  kind: ItemKind;
  title: string;
  summary: string;
  language: string;
  topic: string;
  readingMinutes: number;
  /** Of its sound or video, where it has one and the length is known. */
  durationMs: number | null;
  publishedAt: Date;
  /** `mediaId`: an image of the creator's own, instead of the drawing. */
  cover: { motif: string; seed: number; mediaId: string | null };
  creator: CreatorByline;
  /** Null: not for sale in this currency. */
  priceMicros: bigint | null;
  /** The reader has a live unlock. */
  owned: boolean;
}

// Postgres counts ids from 1: no reader has this one, so nobody's unlocks are found.
const NOBODY = 0n;

/** The columns of a card, as a Prisma selection. */
export function selectCard({ readerId, currency }: Reading) {
  return {
    id: true,
    slug: true,
    kind: true,
    title: true,
    summary: true,
    language: true,
    topic: true,
    readingMinutes: true,
    publishedAt: true,
    createdAt: true,
    coverMotif: true,
    coverSeed: true,
    coverMediaId: true,
    fileMedia: { select: { durationMs: true } },
    creator: { select: { handle: true, name: true, hue: true, avatarMediaId: true } },
    prices: { where: { currency }, select: { priceMicros: true } },
    unlocks: {
      where: { readerId: readerId ?? NOBODY, refundedAt: null },
      select: { id: true, priceMicros: true, createdAt: true },
    },
  } satisfies Prisma.ItemSelect;
}

type CardRow = Prisma.ItemGetPayload<{ select: ReturnType<typeof selectCard> }>;

export function toCard(row: Omit<CardRow, 'unlocks'> & { unlocks: unknown[] }): ItemCard {
  return {
    id: row.id,
    slug: row.slug,
    kind: row.kind,
    title: row.title,
    summary: row.summary,
    language: row.language,
    topic: row.topic,
    readingMinutes: row.readingMinutes,
    publishedAt: row.publishedAt ?? row.createdAt,
    durationMs: row.fileMedia?.durationMs ?? null,
    cover: { motif: row.coverMotif, seed: row.coverSeed, mediaId: row.coverMediaId },
    creator: row.creator,
    priceMicros: row.prices[0]?.priceMicros ?? null,
    owned: row.unlocks.length > 0,
  };
}

/** For sale now: published, and not for later. */
export function onSale(): Prisma.ItemWhereInput {
  return { status: 'published', publishedAt: { lte: new Date() } };
}

import { db } from '../lib/core/db.ts';
import { env } from '../lib/core/env.ts';
import { DAY_MS } from '../lib/core/time.ts';
import { publishArticle } from './factories/publish-article.ts';
import type { Piece } from './list-content.ts';

// Nobody waits for a seed, and the machine may have much else to do.
const PATIENT = { maxWait: 30_000, timeout: 60_000 };
// A platform that keeps won charges about this many for a dollar.
const WON_PER_DOLLAR = 1_400n;

/** Puts a piece on sale, or brings its text and price up to date. Resolves to the item's id. */
export async function seedItem(piece: Piece, creatorId: bigint): Promise<bigint> {
  const { slug, kind, cover, publishedDaysAgo } = piece;
  const before = await db.item.findUnique({
    where: { slug },
    select: { publishedAt: true, featuredAt: true },
  });
  // A second run must not make old pieces new.
  const publishedAt = before?.publishedAt ?? new Date(Date.now() - publishedDaysAgo * DAY_MS);
  const article = {
    slug,
    kind,
    creatorId,
    title: piece.title,
    summary: piece.summary,
    teaser: piece.teaser,
    body: piece.body,
    language: piece.language,
    topic: piece.topic,
    publishedAt,
    featuredAt: piece.featured ? (before?.featuredAt ?? publishedAt) : null,
    coverMotif: cover.motif,
    coverSeed: cover.seed,
    currency: env.WALLET_CURRENCY,
    priceMicros: BigInt(piece.priceMicros) * (env.WALLET_CURRENCY === 'krw' ? WON_PER_DOLLAR : 1n),
  };
  const { id: itemId } = await db.$transaction((tx) => publishArticle(tx, article), PATIENT);
  return itemId;
}

import type { Tx } from '../../lib/core/db.ts';
import type { ItemKind, ItemStatus } from '../../lib/generated/prisma/enums.ts';
import { openCreatorAccounts } from '../../lib/ground/ledger/index.ts';

export interface NewArticle {
  slug: string;
  kind?: ItemKind;
  creatorId: bigint;
  title: string;
  priceMicros: bigint;
  currency?: string;
  summary?: string;
  /** The free Markdown before the cut. */
  teaser?: string;
  /** The paid Markdown after it. */
  body?: string;
  language?: string;
  topic?: string;
  status?: ItemStatus;
  publishedAt?: Date;
  featuredAt?: Date | null;
  coverMotif?: string;
  coverSeed?: number;
}

// A person reads about 230 English words a minute; Korean words, counted by spaces, take longer.
const WORDS_PER_MINUTE = { en: 230, ko: 170 };

/** Publishes an article with a price, or brings the one with this slug up to date. */
export async function publishArticle(tx: Tx, article: NewArticle): Promise<{ id: bigint }> {
  const language = article.language ?? 'en';
  const body = article.body ?? 'The rest of the text.';
  const wordCount = `${article.teaser ?? ''} ${body}`.split(/\s+/).filter(Boolean).length;
  const pace = WORDS_PER_MINUTE[language === 'ko' ? 'ko' : 'en'];
  const facts = {
    creatorId: article.creatorId,
    title: article.title,
    summary: article.summary ?? '',
    teaser: article.teaser ?? 'The first lines.',
    language,
    topic: article.topic ?? 'money',
    status: article.status ?? 'published',
    publishedAt: article.publishedAt ?? new Date(),
    featuredAt: article.featuredAt ?? null,
    coverMotif: article.coverMotif ?? 'coins',
    coverSeed: article.coverSeed ?? 1,
    wordCount,
    readingMinutes: Math.max(1, Math.round(wordCount / pace)),
    kind: article.kind,
    keySupply: article.kind === 'game_item' ? ('generated' as const) : undefined,
  };
  const item = await tx.item.upsert({
    where: { slug: article.slug },
    update: facts,
    create: { slug: article.slug, ...facts },
    select: { id: true },
  });
  const itemId = item.id;
  await tx.itemBody.upsert({ where: { itemId }, update: { body }, create: { itemId, body } });
  const currency = article.currency ?? 'usd';
  const accounts = await openCreatorAccounts(tx, { creatorId: article.creatorId, currency });
  const price = { priceMicros: article.priceMicros, pendingAccountId: accounts.pendingAccountId };
  await tx.itemPrice.upsert({
    where: { itemId_currency: { itemId, currency } },
    update: price,
    create: { itemId, currency, ...price },
  });
  return item;
}

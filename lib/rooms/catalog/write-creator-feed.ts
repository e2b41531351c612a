import 'server-only';
import { Feed } from 'feed';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { loadMessages } from '@/lib/core/i18n/load-messages';
import { isLocale } from '@/lib/core/i18n/locales';
import { formatMoney } from '@/lib/core/money';
import { renderedTeasers } from '@/lib/ground/markdown';
import { onSale } from './item-card';

const MOST_ITEMS = 30;

export interface CreatorFeed {
  /** RSS 2.0. */
  xml: string;
  /** When something in it last changed. */
  updatedAt: Date;
}

/** A creator's newest items with what is free of each; null for no such handle. Never the paid text. */
export async function writeCreatorFeed(handle: string): Promise<CreatorFeed | null> {
  if (!/^[a-z0-9-]{1,60}$/.test(handle)) return null;
  const creator = await db.creator.findUnique({ where: { handle } });
  if (!creator) return null;
  const items = await db.item.findMany({
    where: { ...onSale(), creatorId: creator.id },
    orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }],
    take: MOST_ITEMS,
    select: {
      slug: true,
      title: true,
      summary: true,
      teaser: true,
      topic: true,
      publishedAt: true,
      createdAt: true,
      updatedAt: true,
      prices: { where: { currency: env.WALLET_CURRENCY }, select: { priceMicros: true } },
    },
  });
  const locale = isLocale(creator.locale) ? creator.locale : 'en';
  const words = loadMessages(locale).articles;
  const base = env.NEXTAUTH_URL.replace(/\/$/, '');
  const page = `${base}/creators/${handle}`;
  const changes = [creator.createdAt, ...items.map((item) => item.updatedAt)];
  const updatedAt = new Date(Math.max(...changes.map(Number)));
  const feed = new Feed({
    id: page,
    link: page,
    title: clean(words.creator.feedTitle.replace('{name}', creator.name)),
    description: clean(creator.bio || creator.name),
    language: locale,
    updated: updatedAt,
    generator: 'Farthing',
    copyright: clean(creator.name),
    feedLinks: { rss: `${page}/feed.xml` },
    author: { name: clean(creator.name), link: page },
  });
  const teasers = await renderedTeasers(
    items.map(({ teaser }) => teaser),
    { notes: words.article.notes, back: words.article.back },
  );
  for (const [i, item] of items.entries()) {
    const link = `${base}/read/${item.slug}`;
    const free = teasers[i] ?? '';
    const price = item.prices[0]?.priceMicros;
    const onward =
      price === undefined
        ? words.creator.feedOpen
        : words.creator.feedMore.replace('{price}', formatMoney(price, env.WALLET_CURRENCY, locale));
    feed.addItem({
      id: link,
      guid: link,
      link: `${link}?from=feed`,
      title: clean(item.title),
      description: clean(item.summary || item.title),
      content: clean(`${toAbsolute(free, base)}<p><a href="${link}?from=feed">${onward}</a></p>`),
      category: [{ name: item.topic }],
      date: item.publishedAt ?? item.createdAt,
    });
  }
  return { xml: feed.rss2(), updatedAt };
}

/** Our own addresses inside a teaser, as a reader elsewhere needs them. */
function toAbsolute(html: string, base: string): string {
  return html.replace(/(src|href)="\/(?!\/)/g, `$1="${base}/`);
}

/** Without the characters that XML has no way to write. */
function clean(text: string): string {
  return text.toWellFormed().replace(/(?![\n\t])\p{Cc}|[\ufffe\uffff]/gu, '');
}

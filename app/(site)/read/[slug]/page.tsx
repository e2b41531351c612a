import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { ArticleFoot } from '@/components/article/article-foot';
import { ArticleHead } from '@/components/article/article-head';
import { LessonNav } from '@/components/article/lesson-nav';
import { PaidPlace } from '@/components/article/paid-place';
import { KoreanFonts } from '@/components/site/korean-fonts';
import { formatMoney } from '@/lib/core/money';
import { getViewer, noteView } from '@/lib/entry/session';
import { getArticle, getCreator, getLessonPlace, listMoreOf, readingOf } from '@/lib/rooms/catalog';
import { articleTexts, MORE_ITEMS } from '@/lib/rooms/fonts';
import { getOffer } from '@/lib/rooms/media';
import { answerNotFound, notFoundMetadata } from '../../../answer-not-found';
import { CutFont } from '../../../cut-font';
import { loadWallet } from '../../../load-wallet';
import { type SearchParams, single } from '../../../search-params';
import { loadParts } from './load-parts';
import { Locked } from './locked';
import { Owned, TEXT_ID } from './owned';

interface ReadPageProps {
  params: Promise<{ slug: string }>;
  searchParams: SearchParams;
}

const PANEL_ID = 'unlock';

// The metadata and the page need the same article: one query.
const loadArticle = cache(async (slug: string) => getArticle(slug, readingOf(await getViewer())));

export async function generateMetadata({ params }: ReadPageProps): Promise<Metadata> {
  const article = await loadArticle((await params).slug);
  if (!article) return notFoundMetadata();
  return {
    title: article.title,
    description: article.summary,
    authors: [{ name: article.creator.name, url: `/creators/${article.creator.handle}` }],
    alternates: { canonical: `/read/${article.slug}` },
    openGraph: {
      type: 'article',
      title: article.title,
      description: article.summary,
      publishedTime: article.publishedAt.toISOString(),
      locale: article.language,
    },
    robots: article.forSale ? undefined : { index: false },
  };
}

const originOf = (query: Awaited<SearchParams>) => ({
  from: single(query.from) || null,
  utmSource: single(query.utm_source) || null,
});

export default async function ReadPage({ params, searchParams }: ReadPageProps) {
  const [{ slug }, query, viewer, locale, words] = await Promise.all([
    params,
    searchParams,
    getViewer(),
    getLocale(),
    getTranslations('unlock'),
  ]);
  const article = await loadArticle(slug);
  if (!article) return answerNotFound();

  const reading = readingOf(viewer);
  const { currency } = reading;
  const [parts, creator, wallet, more, offer, place] = await Promise.all([
    loadParts(article, viewer?.userId ?? null),
    getCreator(article.creator.handle),
    viewer ? loadWallet(viewer.userId) : null,
    listMoreOf(reading, { handle: article.creator.handle, without: article.id, size: MORE_ITEMS }),
    article.kind === 'article' ? null : getOffer(article.id),
    article.kind === 'lesson' ? getLessonPlace(article.id, viewer?.userId ?? null) : null,
  ]);
  // Who owns the text already is no view that could become an unlock.
  if (!parts.unlocked && !article.own)
    await noteView({ itemId: article.id, readerId: viewer?.userId ?? null, ...originOf(query) });
  const shared = { article, offer, currency, locale };
  const money = (micros: bigint) => formatMoney(micros, currency, locale);
  const paid = money(article.unlock?.priceMicros ?? article.priceMicros ?? 0n);

  return (
    <article className="page">
      {article.language === 'ko' || locale === 'ko' ? (
        <CutFont family="Farthing Page Serif" wanted={{ texts: articleTexts(article, creator, more) }} />
      ) : null}
      <ArticleHead item={article} currency={currency} locale={locale} />
      <div className="mx-auto mt-10 max-w-text">
        {parts.opening}
        <PaidPlace
          owned={
            parts.unlocked && viewer ? (
              <Owned {...shared} readerId={viewer.userId}>
                {parts.rest}
              </Owned>
            ) : null
          }
          locked={
            parts.unlocked ? null : (
              <Locked {...shared} id={PANEL_ID} wallet={wallet} refusal={single(query.unlock)} />
            )
          }
          madeAt={Date.now()}
          arrived={query.unlocked === '1'}
          textId={TEXT_ID}
          panelId={PANEL_ID}
          words={{
            unlocked: words(article.kind === 'article' ? 'unlocked' : 'unlockedOther', {
              price: paid,
              balance: money(wallet?.totalMicros ?? 0n),
            }),
            undone: words('undone', { price: paid }),
          }}
        />
        {place ? <LessonNav {...place} /> : null}
      </div>
      {creator ? (
        <ArticleFoot kind={article.kind} creator={creator} more={more} currency={currency} locale={locale} />
      ) : null}
      {article.language === 'ko' && locale !== 'ko' ? <KoreanFonts /> : null}
    </article>
  );
}

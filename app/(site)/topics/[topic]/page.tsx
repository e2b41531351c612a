import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { LanguageFilter } from '@/components/article/language-filter';
import { PagedItems } from '@/components/article/paged-items';
import { EmptyState } from '@/components/ui/empty-state';
import { getViewer } from '@/lib/entry/session';
import { listNewest, parseLanguage, parsePage, readingOf } from '@/lib/rooms/catalog';
import { isTopic } from '@/lib/rooms/catalog/browser';
import { answerNotFound, notFoundMetadata } from '../../../answer-not-found';
import type { SearchParams } from '../../../search-params';

const PER_PAGE = 12;

interface TopicPageProps {
  params: Promise<{ topic: string }>;
  searchParams: SearchParams;
}

export async function generateMetadata({ params }: TopicPageProps): Promise<Metadata> {
  const [{ topic }, t] = await Promise.all([params, getTranslations('articles')]);
  return isTopic(topic)
    ? { title: t(`topics.${topic}`), description: t(`topicLines.${topic}`) }
    : notFoundMetadata();
}

export default async function TopicPage({ params, searchParams }: TopicPageProps) {
  const [{ topic }, query, viewer, locale, t] = await Promise.all([
    params,
    searchParams,
    getViewer(),
    getLocale(),
    getTranslations('articles'),
  ]);
  if (!isTopic(topic)) return answerNotFound();
  const reading = readingOf(viewer);
  const language = parseLanguage(query.lang, locale);
  const list = await listNewest(reading, {
    topic,
    language,
    page: parsePage(query.page),
    size: PER_PAGE,
  });
  const path = `/topics/${topic}`;
  return (
    <div className="page lg:grid lg:grid-cols-12 lg:gap-12">
      <header className="py-10 lg:col-span-4 lg:py-14">
        <h1 className="display text-4xl sm:text-5xl">{t(`topics.${topic}`)}</h1>
        <p className="mt-3 font-serif text-lg text-soft">{t(`topicLines.${topic}`)}</p>
      </header>
      <div className="lg:col-span-8 lg:pt-14">
        <LanguageFilter
          current={language}
          hrefFor={(choice) => `${path}?lang=${choice}`}
          className="border-b-0"
        />
        <PagedItems
          heading="h2"
          list={list}
          hrefFor={(page) => `${path}?lang=${language ?? 'all'}&page=${page}`}
          currency={reading.currency}
          locale={locale}
          empty={<EmptyState title={t('topic.empty')}>{t('topic.emptyText')}</EmptyState>}
        />
      </div>
    </div>
  );
}

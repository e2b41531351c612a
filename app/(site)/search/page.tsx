import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { PagedItems } from '@/components/article/paged-items';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Input } from '@/components/ui/input';
import { SiteLink } from '@/components/ui/site-link';
import { getViewer } from '@/lib/entry/session';
import { cleanSearch, MAX_SEARCH_CHARACTERS, parsePage, readingOf, searchItems } from '@/lib/rooms/catalog';
import { TOPICS } from '@/lib/rooms/catalog/browser';
import { type SearchParams, single } from '../../search-params';

const PER_PAGE = 12;

export async function generateMetadata({ searchParams }: { searchParams: SearchParams }): Promise<Metadata> {
  const [{ q }, t] = await Promise.all([searchParams, getTranslations('articles.search')]);
  const query = cleanSearch(single(q));
  // Result pages are for people; a search engine has its own.
  return { title: query ? t('titleFor', { query }) : t('title'), robots: { index: false } };
}

export default async function SearchPage({ searchParams }: { searchParams: SearchParams }) {
  const [params, viewer, locale, t, common] = await Promise.all([
    searchParams,
    getViewer(),
    getLocale(),
    getTranslations('articles'),
    getTranslations('common.search'),
  ]);
  const reading = readingOf(viewer);
  const query = cleanSearch(single(params.q));
  const list = await searchItems(reading, query, { page: parsePage(params.page), size: PER_PAGE });
  return (
    <div className="page max-w-208">
      <h1 className="display pt-10 pb-6 text-4xl">{t('search.title')}</h1>
      <search>
        <form action="/search" className="flex gap-2">
          <Input
            type="search"
            name="q"
            defaultValue={query}
            maxLength={MAX_SEARCH_CHARACTERS}
            required
            aria-label={common('label')}
            aria-describedby="search-hint"
          />
          <Button type="submit">{common('submit')}</Button>
        </form>
        <p id="search-hint" className="mt-2 text-faint text-sm">
          {t('search.hint')}
        </p>
      </search>
      <div className="mt-8">
        {query ? (
          <>
            <p role="status" className="mb-4 text-soft text-sm">
              {t('search.found', { count: list.total })}
            </p>
            <PagedItems
              heading="h2"
              list={list}
              hrefFor={(page) => `/search?q=${encodeURIComponent(query)}&page=${page}`}
              currency={reading.currency}
              locale={locale}
              empty={<EmptyState title={t('search.empty', { query })}>{t('search.emptyText')}</EmptyState>}
            />
          </>
        ) : null}
        {list.entries.length === 0 ? (
          <nav aria-label={t('search.topics')} className="mt-6">
            <p className="label mb-3">{t('search.topics')}</p>
            <ul className="flex flex-wrap gap-x-6 gap-y-2">
              {TOPICS.map((topic) => (
                <li key={topic}>
                  <SiteLink href={`/topics/${topic}`} className="display text-xl hover:text-copper">
                    {t(`topics.${topic}`)}
                  </SiteLink>
                </li>
              ))}
            </ul>
          </nav>
        ) : null}
      </div>
    </div>
  );
}

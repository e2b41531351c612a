import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { PagedItems } from '@/components/article/paged-items';
import { Portrait } from '@/components/cover/portrait';
import { KoreanFonts } from '@/components/site/korean-fonts';
import { EmptyState } from '@/components/ui/empty-state';
import { getViewer } from '@/lib/auth/session';
import { getCreator } from '@/lib/items/get-creator';
import { listNewest } from '@/lib/items/list-newest';
import { parsePage } from '@/lib/items/page';
import { readingOf } from '@/lib/items/reading-of';
import type { SearchParams } from '../../../search-params';

const PER_PAGE = 12;

interface CreatorPageProps {
  params: Promise<{ handle: string }>;
  searchParams: SearchParams;
}

export async function generateMetadata({ params }: CreatorPageProps): Promise<Metadata> {
  const creator = await getCreator((await params).handle);
  return creator ? { title: creator.name, description: creator.bio } : {};
}

export default async function CreatorPage({ params, searchParams }: CreatorPageProps) {
  const [{ handle }, query, viewer, locale, t] = await Promise.all([
    params,
    searchParams,
    getViewer(),
    getLocale(),
    getTranslations('articles.creator'),
  ]);
  const creator = await getCreator(handle);
  if (!creator) notFound();
  const reading = readingOf(viewer);
  const list = await listNewest(reading, {
    creatorHandle: handle,
    page: parsePage(query.page),
    size: PER_PAGE,
  });
  return (
    <div className="page lg:grid lg:grid-cols-12 lg:gap-12">
      {creator.locale === 'ko' ? <KoreanFonts /> : null}
      <header lang={creator.locale} className="py-10 lg:col-span-4 lg:py-14">
        <Portrait {...creator} className="size-28" />
        <h1 className="display mt-6 text-4xl">{creator.name}</h1>
        <p className="mt-3 max-w-prose font-serif text-lg text-soft">{creator.bio}</p>
      </header>
      <section aria-labelledby="articles" className="lg:col-span-8 lg:pt-14">
        <h2 id="articles" className="label mb-3">
          {t('count', { count: list.total })}
        </h2>
        <PagedItems
          list={list}
          hrefFor={(page) => `/creators/${handle}?page=${page}`}
          currency={reading.currency}
          locale={locale}
          author={false}
          empty={<EmptyState title={t('empty')}>{t('emptyText', { name: creator.name })}</EmptyState>}
        />
      </section>
    </div>
  );
}

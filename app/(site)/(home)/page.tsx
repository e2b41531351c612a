import type { Locale } from 'next-intl';
import { getLocale, getTranslations } from 'next-intl/server';
import { FeatureCard } from '@/components/article/feature-card';
import { LanguageFilter } from '@/components/article/language-filter';
import { LeadCard } from '@/components/article/lead-card';
import { PagedItems } from '@/components/article/paged-items';
import { SectionHeading } from '@/components/article/section-heading';
import { TopicShelves } from '@/components/article/topic-shelves';
import { EmptyState } from '@/components/ui/empty-state';
import { SiteLink } from '@/components/ui/site-link';
import { getViewer } from '@/lib/entry/session';
import {
  type ItemCard,
  listFeatured,
  listNewest,
  listTopicShelves,
  parseLanguage,
  parsePage,
  readingOf,
} from '@/lib/rooms/catalog';
import { listTexts } from '@/lib/rooms/fonts';
import { CutFont } from '../../cut-font';
import type { SearchParams } from '../../search-params';

const PER_PAGE = 10;

export default async function HomePage({ searchParams }: { searchParams: SearchParams }) {
  const [viewer, locale, t, params] = await Promise.all([
    getViewer(),
    getLocale(),
    getTranslations('articles'),
    searchParams,
  ]);
  const reading = readingOf(viewer);
  const language = parseLanguage(params.lang, locale);
  const page = parsePage(params.page);
  const [featured, shelves] = await Promise.all([
    listFeatured(reading, { language, limit: 2 }),
    listTopicShelves(reading, { language, perTopic: 2 }),
  ]);
  const newest = await listNewest(reading, {
    language,
    without: featured.map((item) => item.id),
    page,
    size: PER_PAGE,
  });
  const lang = language ?? 'all';
  const hrefFor = (choice: string) => (choice === locale ? '/' : `/?lang=${choice}`);
  const pageHref = (to: number) => `/?lang=${lang}&page=${to}`;
  const shown = { currency: reading.currency, locale };
  const [lead, ...others] = page === 1 ? featured : [];
  const items = [...featured, ...shelves.flatMap((shelf) => shelf.newest)];

  return (
    <div className="page">
      {language === 'en' && locale === 'en' ? null : (
        <CutFont family="Farthing Page Serif" wanted={{ texts: listTexts([...items, ...newest.entries]) }} />
      )}
      {viewer ? <h1 className="sr-only">{t('home.title')}</h1> : <Welcome />}
      <LanguageFilter current={language} hrefFor={hrefFor} className="mb-8" />
      {newest.total === 0 && featured.length === 0 ? (
        <EmptyState title={t('home.empty')}>{t('home.emptyText')}</EmptyState>
      ) : null}
      <Featured lead={lead} shown={shown} others={others} />
      {newest.entries.length > 0 ? (
        <section aria-labelledby="newest" className="mb-20 lg:grid lg:grid-cols-12 lg:gap-12">
          <div className="mb-4 lg:col-span-3">
            <SectionHeading id="newest">{t('home.newest')}</SectionHeading>
          </div>
          <div className="lg:col-span-9">
            <PagedItems list={newest} hrefFor={pageHref} empty={null} {...shown} />
          </div>
        </section>
      ) : null}
      {shelves.length > 0 ? (
        <section aria-labelledby="topics">
          <div className="mb-6">
            <SectionHeading id="topics">{t('home.topics')}</SectionHeading>
          </div>
          <TopicShelves shelves={shelves} hrefFor={(topic) => `/topics/${topic}?lang=${lang}`} {...shown} />
        </section>
      ) : null}
    </div>
  );
}

async function Welcome() {
  const t = await getTranslations('articles');
  return (
    <div className="border-line border-b py-8 sm:flex sm:items-end sm:justify-between sm:gap-12 sm:py-12">
      <h1 className="display max-w-100 shrink-0 text-3xl sm:text-4xl">{t('home.lead')}</h1>
      <p className="mt-4 max-w-120 text-soft">
        {t('home.line')}{' '}
        <SiteLink href="/sign-up" className="link whitespace-nowrap">
          {t('home.start')}
        </SiteLink>
      </p>
    </div>
  );
}

interface FeaturedProps {
  lead: ItemCard | undefined;
  shown: { currency: string; locale: Locale };
  others: ItemCard[];
}

async function Featured({ lead, shown, others }: FeaturedProps) {
  if (!lead) return null;
  const t = await getTranslations('articles');
  return (
    <section aria-labelledby="featured" className="mb-16 grid gap-10 lg:grid-cols-12 lg:gap-12">
      <h2 id="featured" className="sr-only">
        {t('home.featured')}
      </h2>
      <div className="lg:col-span-7">
        <LeadCard item={lead} {...shown} />
      </div>
      <div className="flex flex-col gap-10 lg:col-span-5 lg:border-line lg:border-l lg:pl-12">
        {others.map((item) => (
          <FeatureCard key={item.slug} item={item} {...shown} />
        ))}
      </div>
    </section>
  );
}

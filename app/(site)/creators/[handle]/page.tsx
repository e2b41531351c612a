import type { Metadata } from 'next';
import { permanentRedirect } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactElement } from 'react';
import { PagedItems } from '@/components/article/paged-items';
import { Portrait } from '@/components/cover/portrait';
import { KoreanFonts } from '@/components/site/korean-fonts';
import { EmptyState } from '@/components/ui/empty-state';
import { SiteLink } from '@/components/ui/site-link';
import { getViewer } from '@/lib/entry/session';
import {
  findCreatorHandle,
  getCreator,
  listCourses,
  listNewest,
  parsePage,
  readingOf,
} from '@/lib/rooms/catalog';
import { answerNotFound, notFoundMetadata } from '../../../answer-not-found';
import type { SearchParams } from '../../../search-params';

const PER_PAGE = 12;

interface CreatorPageProps {
  params: Promise<{ handle: string }>;
  searchParams: SearchParams;
}

export async function generateMetadata({ params }: CreatorPageProps): Promise<Metadata> {
  const creator = await getCreator((await params).handle);
  if (!creator) return notFoundMetadata();
  const path = `/creators/${creator.handle}`;
  return {
    title: creator.name,
    description: creator.bio,
    alternates: { canonical: path, types: { 'application/rss+xml': `${path}/feed.xml` } },
  };
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
  if (!creator) return leadOn(handle);
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
        <p className="mt-3 max-w-prose whitespace-pre-line font-serif text-lg text-soft">{creator.bio}</p>
        <ul lang={locale} className="mt-6 flex flex-col items-start gap-1.5 text-sm">
          {creator.links.map((link) => (
            <li key={link} className="max-w-full">
              <a href={link} rel="me nofollow noopener noreferrer" className="link break-all">
                {nameOf(link)}
              </a>
            </li>
          ))}
          <li>
            <a href={`/creators/${handle}/feed.xml`} type="application/rss+xml" className="link">
              {t('feed')}
            </a>
          </li>
          {viewer?.userId === creator.userId ? (
            <li>
              <SiteLink href="/studio/profile" className="link">
                {t('edit')}
              </SiteLink>
            </li>
          ) : null}
        </ul>
      </header>
      <section aria-labelledby="articles" className="lg:col-span-8 lg:pt-14">
        <Courses handle={handle} />
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

async function Courses({ handle }: { handle: string }) {
  const [courses, t] = await Promise.all([listCourses(handle), getTranslations('articles')]);
  if (courses.length === 0) return null;
  return (
    <section aria-labelledby="courses" className="mb-10">
      <h2 id="courses" className="label mb-3">
        {t('creator.courses')}
      </h2>
      <ul className="divide-y divide-line border-line border-y">
        {courses.map((course) => (
          <li key={course.slug}>
            <SiteLink
              href={`/courses/${course.slug}`}
              className="flex flex-wrap items-baseline justify-between gap-x-6 py-4 hover:text-copper"
            >
              <span className="display text-xl">{course.name}</span>
              <span className="text-faint text-sm">{t('course.lessons', { count: course.lessons })}</span>
            </SiteLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Handles change: an old address leads to the creator's page of today. */
async function leadOn(handle: string): Promise<ReactElement> {
  const now = await findCreatorHandle(handle);
  return now ? permanentRedirect(`/creators/${now}`) : answerNotFound();
}

/** A link as people read it: without the scheme and the slash at the end. */
function nameOf(link: string): string {
  const { host, pathname, search } = new URL(link);
  return `${host.replace(/^www\./, '')}${pathname.replace(/\/$/, '')}${search}`;
}

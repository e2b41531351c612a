import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { Byline } from '@/components/article/byline';
import { ItemRow } from '@/components/article/item-row';
import { KoreanFonts } from '@/components/site/korean-fonts';
import { EmptyState } from '@/components/ui/empty-state';
import { getViewer } from '@/lib/entry/session';
import { getCourse, readingOf } from '@/lib/rooms/catalog';
import { answerNotFound, notFoundMetadata } from '../../../answer-not-found';

interface CoursePageProps {
  params: Promise<{ slug: string }>;
}

const loadCourse = cache(async (slug: string) => getCourse(slug, readingOf(await getViewer())));

export async function generateMetadata({ params }: CoursePageProps): Promise<Metadata> {
  const course = await loadCourse((await params).slug);
  if (!course) return notFoundMetadata();
  return {
    title: course.name,
    description: course.description,
    alternates: { canonical: `/courses/${course.slug}` },
  };
}

export default async function CoursePage({ params }: CoursePageProps) {
  const [{ slug }, viewer, locale, t] = await Promise.all([
    params,
    getViewer(),
    getLocale(),
    getTranslations('articles.course'),
  ]);
  const course = await loadCourse(slug);
  if (!course) return answerNotFound();
  const { creator, lessons } = course;
  const owned = lessons.filter((lesson) => lesson.owned).length;
  return (
    <div className="page max-w-208">
      {creator.locale === 'ko' ? <KoreanFonts /> : null}
      <header className="flex flex-col gap-5 py-10 sm:py-14">
        <p className="font-[560] text-copper text-sm">{t('label')}</p>
        <h1 lang={creator.locale} className="display text-4xl">
          {course.name}
        </h1>
        {course.description ? (
          <p lang={creator.locale} className="max-w-prose whitespace-pre-line font-serif text-lg text-soft">
            {course.description}
          </p>
        ) : null}
        <Byline creator={creator} language={creator.locale}>
          <p>
            {t('lessons', { count: lessons.length })}
            {owned > 0 ? ` · ${t('owned', { owned, count: lessons.length })}` : null}
          </p>
        </Byline>
      </header>
      {lessons.length === 0 ? (
        <EmptyState title={t('empty')}>{t('emptyText')}</EmptyState>
      ) : (
        <ol className="divide-y divide-line border-line border-y">
          {lessons.map((item, index) => (
            <li key={item.slug} className="flex gap-4">
              <span aria-hidden="true" className="figures w-6 pt-7 text-faint text-sm">
                {index + 1}
              </span>
              <div className="min-w-0 flex-1">
                <ItemRow
                  item={item}
                  heading="h2"
                  author={false}
                  currency={readingOf(viewer).currency}
                  locale={locale}
                />
              </div>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

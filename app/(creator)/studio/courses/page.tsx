import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { SiteLink } from '@/components/ui/site-link';
import { listOwnCourses } from '@/lib/desks/studio';
import { requireCreator } from '@/lib/entry/session';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('studio.courses'))('title'), robots: { index: false } };
}

export default async function CoursesPage() {
  const { creatorId } = await requireCreator('/studio/courses');
  const [t, studio, courses] = await Promise.all([
    getTranslations('studio.courses'),
    getTranslations('studio'),
    listOwnCourses(creatorId),
  ]);
  const isEmpty = courses.length === 0;
  return (
    <>
      <p className="text-sm">
        <SiteLink href="/studio" className="link">
          {studio('item.back')}
        </SiteLink>
      </p>
      <header className="mt-4 mb-6 flex flex-wrap items-center justify-between gap-3">
        <h1 className="display text-3xl">{t('title')}</h1>
        {isEmpty ? null : (
          <LinkButton href="/studio/courses/new" size="sm" variant="primary">
            {t('new')}
          </LinkButton>
        )}
      </header>
      {isEmpty ? (
        <EmptyState
          title={t('empty')}
          action={
            <LinkButton href="/studio/courses/new" variant="primary">
              {t('new')}
            </LinkButton>
          }
        >
          {t('emptyText')}
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line border-line border-y">
          {courses.map((course) => (
            <li key={String(course.id)}>
              <SiteLink
                href={`/studio/courses/${course.id}`}
                className="flex flex-wrap items-baseline justify-between gap-x-6 py-4 hover:bg-sunk"
              >
                <span className="display text-xl">{course.name}</span>
                <span className="text-faint text-sm">{t('lessons', { count: course.lessons })}</span>
              </SiteLink>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { ConfirmForm } from '@/components/auth/confirm-form';
import { AskAgain } from '@/components/studio/ask-again';
import { CourseForm } from '@/components/studio/course-form';
import { SiteLink } from '@/components/ui/site-link';
import { loadMessages } from '@/lib/core/i18n/load-messages';
import { readId } from '@/lib/core/ids';
import { getOwnCourse, type OwnLesson } from '@/lib/desks/studio';
import { requireCreator } from '@/lib/entry/session';
import { orNotFound } from '../../or-not-found';
import { beginLessonAction, deleteCourseAction, saveCourseAction } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('studio.courses'))('title'), robots: { index: false } };
}

export default async function CoursePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { creatorId } = await requireCreator(`/studio/courses/${id}`);
  const course = await orNotFound(getOwnCourse(creatorId, readId(id) ?? notFound()));
  const [locale, t] = await Promise.all([getLocale(), getTranslations('studio')]);
  const words = loadMessages(locale).studio;
  const toLesson = (lesson: OwnLesson) => ({
    id: String(lesson.id),
    title: lesson.title,
    status: t(`states.${lesson.status}`),
  });
  return (
    <>
      <p className="flex flex-wrap justify-between gap-x-6 text-sm">
        <SiteLink href="/studio/courses" className="link">
          {t('courses.back')}
        </SiteLink>
        <SiteLink href={`/courses/${course.slug}`} className="link">
          {t('courses.public')}
        </SiteLink>
      </p>
      <h1 className="display mt-4 mb-6 text-3xl">{course.name}</h1>
      <CourseForm
        course={{
          id,
          name: course.name,
          description: course.description,
          lessons: course.lessons.map(toLesson),
          free: course.free.map(toLesson),
          hasLessons: course.hasLessons,
        }}
        action={saveCourseAction}
        words={words.courses}
        fields={words.fields}
      />
      <div className="mt-4">
        <ConfirmForm
          action={beginLessonAction}
          values={{ courseId: id }}
          label={t('courses.begin')}
          pendingLabel={t('courses.wait')}
          size="sm"
        />
      </div>
      <div className="mt-12 border-line border-t pt-6">
        <p className="mb-3 text-faint text-sm">{t('courses.deleteText')}</p>
        <AskAgain label={t('courses.delete')} sure={t('courses.deleteSure')} no={t('courses.deleteNo')}>
          <ConfirmForm
            action={deleteCourseAction}
            values={{ courseId: id }}
            label={t('courses.deleteYes')}
            pendingLabel={t('courses.wait')}
            variant="danger"
            size="sm"
          />
        </AskAgain>
      </div>
    </>
  );
}

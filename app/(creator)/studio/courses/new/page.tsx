import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { NewCourseForm } from '@/components/studio/new-course-form';
import { SiteLink } from '@/components/ui/site-link';
import { loadMessages } from '@/lib/core/i18n/load-messages';
import { requireCreator } from '@/lib/entry/session';
import { createCourseAction } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('studio.courses'))('new'), robots: { index: false } };
}

export default async function NewCoursePage() {
  await requireCreator('/studio/courses/new');
  const [locale, t] = await Promise.all([getLocale(), getTranslations('studio.courses')]);
  const words = loadMessages(locale).studio;
  return (
    <>
      <p className="text-sm">
        <SiteLink href="/studio/courses" className="link">
          {t('back')}
        </SiteLink>
      </p>
      <h1 className="display mt-4 mb-6 text-3xl">{t('new')}</h1>
      <NewCourseForm action={createCourseAction} words={words.courses} fields={words.fields} />
    </>
  );
}

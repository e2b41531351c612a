import { getTranslations } from 'next-intl/server';
import { SiteLink } from '../ui/site-link';

interface LessonLink {
  slug: string;
  title: string;
  language: string;
}

interface LessonNavProps {
  course: { slug: string; name: string };
  number: number;
  count: number;
  previous: LessonLink | null;
  next: LessonLink | null;
}

/** Under a lesson: its course, the lesson before and the one after. */
export async function LessonNav({ course, number, count, previous, next }: LessonNavProps) {
  const t = await getTranslations('articles.course');
  return (
    <nav aria-label={t('label')} className="mt-16 border-line border-t pt-5">
      <p className="text-faint text-sm">
        {t('of', { number, count })}{' '}
        <SiteLink href={`/courses/${course.slug}`} className="link">
          {course.name}
        </SiteLink>
      </p>
      <div className="mt-4 grid gap-4 sm:grid-cols-2">
        {previous ? <Neighbour lesson={previous} label={t('previous')} rel="prev" /> : <span />}
        {next ? <Neighbour lesson={next} label={t('next')} rel="next" /> : null}
      </div>
    </nav>
  );
}

function Neighbour({ lesson, label, rel }: { lesson: LessonLink; label: string; rel: 'prev' | 'next' }) {
  return (
    <SiteLink
      href={`/read/${lesson.slug}`}
      rel={rel}
      className="block rounded-md border border-line bg-raised px-4 py-3 hover:border-edge"
    >
      <span className="label block">{label}</span>
      <span lang={lesson.language} className="display text-lg">
        {lesson.title}
      </span>
    </SiteLink>
  );
}

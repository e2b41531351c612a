import 'server-only';
import { db } from '@/lib/core/db';
import { onSale } from './item-card';

export interface LessonPlace {
  course: { slug: string; name: string };
  /** From 1, among the lessons that this reader can open or buy. */
  number: number;
  count: number;
  previous: LessonLink | null;
  next: LessonLink | null;
}

interface LessonLink {
  slug: string;
  title: string;
  language: string;
}

/** Where a lesson stands in its course; null when it stands in none. */
export async function getLessonPlace(itemId: bigint, readerId: bigint | null): Promise<LessonPlace | null> {
  const lesson = await db.courseLesson.findUnique({
    where: { itemId },
    select: { course: { select: { id: true, slug: true, name: true } } },
  });
  if (!lesson) return null;
  const rows = await db.courseLesson.findMany({
    where: {
      courseId: lesson.course.id,
      item: {
        OR: [{ id: itemId }, onSale(), { unlocks: { some: { readerId: readerId ?? 0n, refundedAt: null } } }],
      },
    },
    orderBy: { position: 'asc' },
    select: { item: { select: { id: true, slug: true, title: true, language: true } } },
  });
  const at = rows.findIndex(({ item }) => item.id === itemId);
  const linkTo = (index: number): LessonLink | null => {
    const item = rows[index]?.item;
    return item ? { slug: item.slug, title: item.title, language: item.language } : null;
  };
  const { slug, name } = lesson.course;
  return {
    course: { slug, name },
    number: at + 1,
    count: rows.length,
    previous: at > 0 ? linkTo(at - 1) : null,
    next: linkTo(at + 1),
  };
}

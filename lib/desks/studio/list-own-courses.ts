import 'server-only';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import type { ItemStatus } from '@/lib/generated/prisma/enums';

export interface OwnLesson {
  id: bigint;
  title: string;
  status: ItemStatus;
}

/** A creator's courses, the newest first, with how many lessons each has. */
export async function listOwnCourses(creatorId: bigint) {
  const rows = await db.course.findMany({
    where: { creatorId },
    orderBy: { id: 'desc' },
    select: { id: true, slug: true, name: true, _count: { select: { lessons: true } } },
  });
  return rows.map(({ _count, ...course }) => ({ ...course, lessons: _count.lessons }));
}

const LESSON = { id: true, title: true, status: true, draft: { select: { title: true } } } as const;
type Row = { id: bigint; title: string; status: ItemStatus; draft: { title: string } | null };
const toLesson = ({ draft, ...item }: Row): OwnLesson => ({ ...item, title: draft?.title || item.title });

/** An own course, its lessons in order, and free lessons. Throws `not_found`, also for another creator's. */
export async function getOwnCourse(creatorId: bigint, courseId: bigint) {
  const course = await db.course.findFirst({
    where: { id: courseId, creatorId },
    select: {
      id: true,
      slug: true,
      name: true,
      description: true,
      lessons: { orderBy: { position: 'asc' }, select: { item: { select: LESSON } } },
    },
  });
  if (!course) throw new DomainError('not_found');
  const free = await db.item.findMany({
    where: { creatorId, kind: 'lesson', lesson: null },
    orderBy: { id: 'desc' },
    select: LESSON,
  });
  const hasLessons = (await db.item.count({ where: { creatorId, kind: 'lesson' }, take: 1 })) > 0;
  const lessons = course.lessons.map(({ item }) => toLesson(item));
  return { ...course, lessons, free: free.map(toLesson), hasLessons };
}

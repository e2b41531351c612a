import { db } from '../lib/core/db.ts';
import type { Course } from './list-content.ts';

export interface SeededLesson {
  itemId: bigint;
  creatorId: bigint;
  course: Course;
}

/** Makes the courses of these lessons, in this order. A lesson that its creator has moved stays there. */
export async function seedCourses(lessons: SeededLesson[]): Promise<number> {
  const courseIds = new Map<string, bigint>();
  for (const [position, { itemId, creatorId, course }] of lessons.entries()) {
    const { slug, name, description } = course;
    const { id: courseId } = await db.course.upsert({
      where: { slug },
      update: {},
      create: { slug, name, description, creatorId },
      select: { id: true },
    });
    courseIds.set(slug, courseId);
    await db.courseLesson.upsert({
      where: { itemId },
      update: {},
      create: { itemId, courseId, position },
    });
  }
  return courseIds.size;
}

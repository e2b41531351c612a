import 'server-only';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { isUniqueViolation } from '@/lib/core/is-unique-violation';

interface Request {
  creatorId: bigint;
  courseId: bigint;
  name: string;
  description: string;
  /** In their order. */
  lessonIds: bigint[];
  /** What the form began with: another order or set by now is not overwritten. */
  seenLessonIds: bigint[];
}

/**
 * A course's name, text and lessons, as one. Throws `not_found` for another creator's course or lesson,
 * `edit_conflict` when the lessons were changed elsewhere meanwhile, or when one of them stands in another
 * course by now.
 */
export async function saveCourse(request: Request): Promise<void> {
  const { creatorId, courseId, name, description, seenLessonIds } = request;
  const lessonIds = [...new Set(request.lessonIds)];
  try {
    await db.$transaction(async (tx) => {
      const { count } = await tx.course.updateMany({
        where: { id: courseId, creatorId },
        data: { name, description },
      });
      if (count === 0) throw new DomainError('not_found');
      // The row is ours until the end: two forms follow one another.
      const present = await tx.courseLesson.findMany({
        where: { courseId },
        orderBy: { position: 'asc' },
        select: { itemId: true },
      });
      if (present.map(({ itemId }) => itemId).join() !== seenLessonIds.join())
        throw new DomainError('edit_conflict');
      const own = await tx.item.count({ where: { id: { in: lessonIds }, creatorId, kind: 'lesson' } });
      if (own !== lessonIds.length) throw new DomainError('not_found');
      await tx.courseLesson.deleteMany({ where: { courseId } });
      await tx.courseLesson.createMany({
        data: lessonIds.map((itemId, position) => ({ itemId, courseId, position })),
      });
    });
  } catch (error) {
    throw isUniqueViolation(error) ? new DomainError('edit_conflict', { cause: error }) : error;
  }
}

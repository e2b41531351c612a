import 'server-only';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';

/** Removes a course; its lessons stay, each for itself. Throws `not_found`, also for another creator's. */
export async function deleteCourse(request: { creatorId: bigint; courseId: bigint }): Promise<void> {
  const { count } = await db.course.deleteMany({
    where: { id: request.courseId, creatorId: request.creatorId },
  });
  if (count === 0) throw new DomainError('not_found');
}

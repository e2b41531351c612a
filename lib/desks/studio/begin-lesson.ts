import 'server-only';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { createItem } from './create-item';

/** A new lesson at the end of an own course. Resolves to its id. Throws `not_found` for another's course. */
export async function beginLesson(request: {
  creatorId: bigint;
  courseId: bigint;
  language: string;
}): Promise<bigint> {
  const { creatorId, courseId, language } = request;
  return db.$transaction(async (tx) => {
    // The row is ours until the end: of two lessons begun at once each has its own place.
    const held = await tx.$queryRaw<
      { id: bigint }[]
    >`SELECT id FROM courses WHERE id = ${courseId} AND creator_id = ${creatorId} FOR UPDATE`;
    if (held.length === 0) throw new DomainError('not_found');
    const itemId = await createItem({ creatorId, kind: 'lesson', language, tx });
    const { _max } = await tx.courseLesson.aggregate({ where: { courseId }, _max: { position: true } });
    await tx.courseLesson.create({ data: { itemId, courseId, position: (_max.position ?? -1) + 1 } });
    return itemId;
  });
}

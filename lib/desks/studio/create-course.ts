import 'server-only';
import { db } from '@/lib/core/db';
import { isUniqueViolation } from '@/lib/core/is-unique-violation';
import { chooseSlug } from './choose-slug';

const TRIES = 4;

/** A course without lessons; its address comes from its name and stays. Resolves to its id. */
export async function createCourse(course: {
  creatorId: bigint;
  name: string;
  description: string;
}): Promise<bigint> {
  for (let tries = 1; ; tries += 1) {
    try {
      const slug = await chooseSlug(db, 'course', course.name, 'course');
      const { id } = await db.course.create({ data: { ...course, slug }, select: { id: true } });
      return id;
    } catch (error) {
      if (!isUniqueViolation(error) || tries === TRIES) throw error;
    }
  }
}

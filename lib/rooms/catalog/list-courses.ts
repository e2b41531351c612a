import 'server-only';
import { db } from '@/lib/core/db';
import { onSale } from './item-card';

/** A creator's courses that have lessons on sale, with how many, the newest first. */
export async function listCourses(
  handle: string,
): Promise<{ slug: string; name: string; lessons: number }[]> {
  const item = onSale();
  const rows = await db.course.findMany({
    where: { creator: { handle }, lessons: { some: { item } } },
    orderBy: { id: 'desc' },
    select: { slug: true, name: true, _count: { select: { lessons: { where: { item } } } } },
  });
  return rows.map(({ slug, name, _count }) => ({ slug, name, lessons: _count.lessons }));
}

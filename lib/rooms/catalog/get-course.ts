import 'server-only';
import { db } from '@/lib/core/db';
import { type CreatorByline, type ItemCard, onSale, type Reading, selectCard, toCard } from './item-card';

export interface Course {
  slug: string;
  name: string;
  description: string;
  creator: CreatorByline & { locale: string };
  /** In their order: what is on sale, and what the reader has. */
  lessons: ItemCard[];
}

// What the database takes for a slug; an address can hold more, for some of which PostgreSQL has an error.
const SLUG = /^[a-z0-9-]{1,120}$/;

/** A course by its address; null when there is none, or no lesson was ever on sale to this reader. */
export async function getCourse(slug: string, reading: Reading): Promise<Course | null> {
  if (!SLUG.test(slug)) return null;
  const readerId = reading.readerId ?? 0n;
  const course = await db.course.findUnique({
    where: { slug },
    select: {
      slug: true,
      name: true,
      description: true,
      creator: {
        select: { handle: true, name: true, hue: true, avatarMediaId: true, locale: true, userId: true },
      },
      lessons: {
        where: { item: { OR: [onSale(), { unlocks: { some: { readerId, refundedAt: null } } }] } },
        orderBy: { position: 'asc' },
        select: { item: { select: selectCard(reading) } },
      },
    },
  });
  if (!course) return null;
  const { userId, ...creator } = course.creator;
  if (course.lessons.length === 0 && userId !== readerId) return null;
  return { ...course, creator, lessons: course.lessons.map(({ item }) => toCard(item)) };
}

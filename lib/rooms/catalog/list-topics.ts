import 'server-only';
import { db } from '@/lib/core/db';
import { onSale } from './item-card';
import { isTopic, TOPICS, type Topic } from './topics';

/** Each topic with how many items it has for sale, in the house's order; empty topics are left out. */
export async function listTopics(language?: string): Promise<{ topic: Topic; items: number }[]> {
  const groups = await db.item.groupBy({
    by: ['topic'],
    where: { ...onSale(), language },
    _count: { _all: true },
  });
  return groups
    .flatMap((group) => (isTopic(group.topic) ? [{ topic: group.topic, items: group._count._all }] : []))
    .sort((a, b) => TOPICS.indexOf(a.topic) - TOPICS.indexOf(b.topic));
}

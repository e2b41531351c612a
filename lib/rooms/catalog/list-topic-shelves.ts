import 'server-only';
import type { ItemCard, Reading } from './item-card';
import { listNewest } from './list-newest';
import { listTopics } from './list-topics';
import type { Topic } from './topics';

export interface TopicShelf {
  topic: Topic;
  total: number;
  newest: ItemCard[];
}

/** Every topic that has items for sale, with its newest ones. */
export async function listTopicShelves(
  reading: Reading,
  options: { language?: string; perTopic: number },
): Promise<TopicShelf[]> {
  const topics = await listTopics(options.language);
  return Promise.all(
    topics.map(async ({ topic, items }) => {
      const { entries } = await listNewest(reading, {
        topic,
        language: options.language,
        page: 1,
        size: options.perTopic,
      });
      return { topic, total: items, newest: entries };
    }),
  );
}

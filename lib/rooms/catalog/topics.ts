/** The shelves of the house, in their order. */
export const TOPICS = ['money', 'media', 'craft', 'science', 'cities'] as const;
export type Topic = (typeof TOPICS)[number];

export function isTopic(value: unknown): value is Topic {
  return TOPICS.includes(value as Topic);
}

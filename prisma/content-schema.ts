import { z } from 'zod';

const both = z.object({ en: z.string(), ko: z.string() });

export const creatorSchema = z.object({
  handle: z.string(),
  name: both,
  bio: both,
  locale: z.enum(['en', 'ko']),
  hue: z.number().int(),
  email: z.email(),
});

export const pieceSchema = z.object({
  title: z.string(),
  summary: z.string(),
  creator: z.string(),
  topic: z.enum(['money', 'media', 'craft', 'science', 'cities']),
  language: z.enum(['en', 'ko']),
  /** In US dollars. */
  priceMicros: z.number().int().positive(),
  publishedDaysAgo: z.number().int().nonnegative(),
  featured: z.boolean().default(false),
  cover: z.object({ motif: z.string(), seed: z.number().int() }),
});

/** What a folder's `set.yaml` says: what its pieces share, and how they stand on sale together. */
export const setSchema = z.object({
  /** Before the number and title of each piece: an album's or a series' name. */
  titled: z.string().optional(),
  course: z.object({ name: z.string(), description: z.string() }).optional(),
  shared: pieceSchema.partial().default({}),
});

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { db, disconnect } from '../lib/db.ts';
import { env } from '../lib/env.ts';
import { log } from '../lib/log.ts';
import { createCreator } from './factories/create-creator.ts';
import { createUser } from './factories/create-user.ts';
import { publishArticle } from './factories/publish-article.ts';
import { readContent } from './read-content.ts';
import { seedDemoReader } from './seed-demo-reader.ts';
import { seedMediaItems } from './seed-media-items.ts';

const CONTENT = join(import.meta.dirname, 'content');
const DEMO_PASSWORD = 'farthing demo';
const TEASER_CUT = '<!-- more -->';
const DAY_MS = 86_400_000;
// Prices in the articles are in US dollars; a platform that keeps won charges about this many for one.
const WON_PER_DOLLAR = 1_400n;

const both = z.object({ en: z.string(), ko: z.string() });
const creatorSchema = z.object({
  handle: z.string(),
  name: both,
  bio: both,
  locale: z.enum(['en', 'ko']),
  hue: z.number().int(),
  email: z.email(),
});
const articleSchema = z.object({
  title: z.string(),
  summary: z.string(),
  creator: z.string(),
  topic: z.enum(['money', 'media', 'craft', 'science', 'cities']),
  language: z.enum(['en', 'ko']),
  priceMicros: z.number().int().positive(),
  publishedDaysAgo: z.number().int().nonnegative(),
  featured: z.boolean().default(false),
  cover: z.object({ motif: z.string(), seed: z.number().int() }),
});

/** Demo people and articles. Running it again changes texts and prices to what the files say, and nothing else. */
async function seed(): Promise<void> {
  const creators = z
    .array(creatorSchema)
    .parse(JSON.parse(readFileSync(join(CONTENT, 'creators.json'), 'utf8')));
  const creatorIds = new Map<string, bigint>();
  for (const { handle, name, bio, locale, hue, email } of creators) {
    const password = email === 'creator@example.com' ? DEMO_PASSWORD : undefined;
    const made = await createCreator(db, {
      handle,
      name: name[locale],
      bio: bio[locale],
      locale,
      hue,
      email,
      password,
    });
    creatorIds.set(handle, made.id);
  }
  await createUser(db, { email: 'reader@example.com', name: 'Demo Reader', password: DEMO_PASSWORD });
  await createUser(db, {
    email: 'admin@example.com',
    name: 'Demo Admin',
    role: 'admin',
    password: DEMO_PASSWORD,
  });

  const files = ['en', 'ko'].flatMap((language) =>
    readdirSync(join(CONTENT, language))
      .filter((file) => file.endsWith('.md'))
      .map((file) => join(CONTENT, language, file)),
  );
  for (const file of files) await seedArticle(file, creatorIds);
  const others = await seedMediaItems(creatorIds);
  // Only where the sandbox stands in for Stripe: a seed never charges a card.
  if (env.STRIPE_API_BASE) await seedDemoReader('reader@example.com');
  process.stdout.write(
    `${creators.length} creators and ${files.length} articles and ${others} other items are in place.\n`,
  );
}

async function seedArticle(file: string, creatorIds: Map<string, bigint>): Promise<void> {
  const { data, content } = readContent(file);
  const parsed = articleSchema.safeParse(data);
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  const facts = parsed.data;
  const creatorId = creatorIds.get(facts.creator);
  if (!creatorId) throw new Error(`${file}: unknown creator ${facts.creator}`);
  const [teaser, body, ...more] = content.split(TEASER_CUT).map((part) => part.trim());
  if (!teaser || !body || more.length > 0)
    throw new Error(`${file}: needs one ${TEASER_CUT} between teaser and body`);
  const publishedAt = new Date(Date.now() - facts.publishedDaysAgo * DAY_MS);
  const slug = basename(file, '.md');
  const existing = await db.item.findUnique({
    where: { slug },
    select: { publishedAt: true, featuredAt: true },
  });
  await db.$transaction((tx) =>
    publishArticle(tx, {
      slug,
      creatorId,
      title: facts.title,
      summary: facts.summary,
      teaser,
      body,
      language: facts.language,
      topic: facts.topic,
      // A second run must not make old articles new.
      publishedAt: existing?.publishedAt ?? publishedAt,
      featuredAt: facts.featured ? (existing?.featuredAt ?? publishedAt) : null,
      coverMotif: facts.cover.motif,
      coverSeed: facts.cover.seed,
      currency: env.WALLET_CURRENCY,
      priceMicros: BigInt(facts.priceMicros) * (env.WALLET_CURRENCY === 'krw' ? WON_PER_DOLLAR : 1n),
    }),
  );
}

try {
  await seed();
} catch (error) {
  log.fatal({ err: error }, 'seeding failed');
  process.exitCode = 1;
} finally {
  await disconnect();
}

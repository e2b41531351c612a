import { join } from 'node:path';
import { z } from 'zod';
import { db } from '../lib/db.ts';
import { env } from '../lib/env.ts';
import { splitTeaser } from '../lib/markdown/split-teaser.ts';
import { receiveUpload } from '../lib/media/receive-upload.ts';
import { publishArticle } from './factories/publish-article.ts';
import { makeBell } from './media/make-bell.ts';
import { makePendulums } from './media/make-pendulums.ts';
import { makeStreetTiles } from './media/make-street-tiles.ts';
import { readContent } from './read-content.ts';

const CONTENT = join(import.meta.dirname, 'content', 'media');
const DAY_MS = 86_400_000;
const WON_PER_DOLLAR = 1_400n;

const schema = z.object({
  kind: z.enum(['track', 'video', 'game_item']),
  title: z.string(),
  summary: z.string(),
  creator: z.string(),
  topic: z.string(),
  language: z.enum(['en', 'ko']),
  priceMicros: z.number().int().positive(),
  publishedDaysAgo: z.number().int().nonnegative(),
  cover: z.object({ motif: z.string(), seed: z.number().int() }),
});

const ITEMS = [
  { slug: 'one-bell-struck-four-times', fileName: 'one-bell-struck-four-times.wav', make: makeBell },
  { slug: 'eleven-pendulums', fileName: 'eleven-pendulums.webm', make: makePendulums },
  { slug: 'a-game-of-narrow-streets', fileName: '골목 잇기.zip', make: makeStreetTiles },
];

/** A track, a video and a game item, their files made by code and taken in as a creator's would be. A second run keeps the files. */
export async function seedMediaItems(creatorIds: Map<string, bigint>): Promise<number> {
  for (const item of ITEMS) await seedItem(item, creatorIds);
  return ITEMS.length;
}

async function seedItem(
  { slug, fileName, make }: (typeof ITEMS)[number],
  creatorIds: Map<string, bigint>,
): Promise<void> {
  const { data, content } = readContent(join(CONTENT, `${slug}.md`));
  const facts = schema.parse(data);
  const creatorId = creatorIds.get(facts.creator);
  if (!creatorId) throw new Error(`${slug}: unknown creator ${facts.creator}`);
  const before = await db.item.findUnique({ where: { slug }, select: { publishedAt: true } });
  const { id: itemId } = await db.$transaction((tx) =>
    publishArticle(tx, {
      slug,
      creatorId,
      ...splitTeaser(content),
      title: facts.title,
      summary: facts.summary,
      language: facts.language,
      topic: facts.topic,
      publishedAt: before?.publishedAt ?? new Date(Date.now() - facts.publishedDaysAgo * DAY_MS),
      coverMotif: facts.cover.motif,
      coverSeed: facts.cover.seed,
      currency: env.WALLET_CURRENCY,
      priceMicros: BigInt(facts.priceMicros) * (env.WALLET_CURRENCY === 'krw' ? WON_PER_DOLLAR : 1n),
    }),
  );
  const { kind } = facts;
  const item = await db.item.update({
    where: { id: itemId },
    data: { kind, keySupply: kind === 'game_item' ? 'generated' : null },
    select: { fileMediaId: true },
  });
  if (item.fileMediaId) return;
  const bytes = await make();
  await receiveUpload({
    creatorId,
    itemId,
    purpose: 'file',
    fileName,
    announcedBytes: bytes.length,
    body: new Blob([new Uint8Array(bytes)]).stream(),
  });
}

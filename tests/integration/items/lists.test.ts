import { expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { getCreator } from '@/lib/rooms/catalog/get-creator';
import { listFeatured } from '@/lib/rooms/catalog/list-featured';
import { listMoreOf } from '@/lib/rooms/catalog/list-more-of';
import { listNewest } from '@/lib/rooms/catalog/list-newest';
import { listTopicShelves } from '@/lib/rooms/catalog/list-topic-shelves';
import { parsePage } from '@/lib/rooms/catalog/page';
import { buy } from '@/lib/rooms/unlocks/buy';
import { makeArticle, makeAuthor, makeReader } from './world';

const guest = { readerId: null, currency: 'usd' };
const ago = (days: number) => new Date(Date.now() - days * 86_400_000);

test('lists show what is for sale, newest first, and whose it is', async () => {
  const author = await makeAuthor();
  const old = await makeArticle(author.id, { publishedAt: ago(3), topic: 'craft', language: 'ko' });
  const recent = await makeArticle(author.id, { publishedAt: ago(1), featuredAt: ago(1) });
  await makeArticle(author.id, { status: 'draft', featuredAt: ago(0) });
  await makeArticle(author.id, { status: 'withdrawn', featuredAt: ago(0) });
  await makeArticle(author.id, { publishedAt: ago(-1), featuredAt: ago(0) });
  const slugs = async (options: object) =>
    (await listNewest(guest, { page: 1, size: 10, ...options })).entries.map((entry) => entry.slug);

  expect(await slugs({})).toEqual([recent.slug, old.slug]);
  expect(await slugs({ language: 'ko' })).toEqual([old.slug]);
  expect(await slugs({ topic: 'money' })).toEqual([recent.slug]);
  expect(await slugs({ without: [recent.id] })).toEqual([old.slug]);
  expect(await slugs({ page: 2, size: 1 })).toEqual([old.slug]);
  expect(await slugs({ creatorHandle: 'nobody' })).toEqual([]);
  expect((await listFeatured(guest, { limit: 9 })).map((entry) => entry.slug)).toEqual([recent.slug]);
  expect((await listTopicShelves(guest, { perTopic: 2 })).map(({ topic, total }) => [topic, total])).toEqual([
    ['money', 1],
    ['craft', 1],
  ]);

  const reader = await makeReader(100_000n);
  await buy({ payer: { userId: reader.userId }, itemId: old.id, seenPriceMicros: old.priceMicros });
  const mine = await listNewest({ readerId: reader.userId, currency: 'usd' }, { page: 1, size: 10 });
  expect(mine.entries.map((entry) => entry.owned)).toEqual([false, true]);
});

test('what else a creator has, in one query, is what the list has', async () => {
  const author = await makeAuthor();
  const shown = await makeArticle(author.id, { publishedAt: ago(1) });
  const bought = await makeArticle(author.id, { publishedAt: ago(2) });
  await makeArticle(author.id, { publishedAt: ago(3) });
  await makeArticle(author.id, { status: 'withdrawn', publishedAt: ago(2) });
  await makeArticle(author.id, { publishedAt: ago(-1) });
  const reader = await makeReader(100_000n);
  await buy({ payer: { userId: reader.userId }, itemId: bought.id, seenPriceMicros: bought.priceMicros });
  const { handle } = await db.creator.findUniqueOrThrow({ where: { id: author.id } });
  for (const reading of [
    guest,
    { readerId: reader.userId, currency: 'usd' },
    { readerId: null, currency: 'krw' },
  ]) {
    const list = await listNewest(reading, { creatorHandle: handle, without: [shown.id], page: 1, size: 9 });
    expect(list.entries).toHaveLength(2);
    expect(await listMoreOf(reading, { handle, without: shown.id, size: 9 })).toEqual(list.entries);
  }
  expect(await listMoreOf(guest, { handle, without: shown.id, size: 1 })).toHaveLength(1);
});

test('a price in another currency is not shown as if it were ours', async () => {
  const author = await makeAuthor();
  const article = await makeArticle(author.id);
  const inWon = await listNewest({ readerId: null, currency: 'krw' }, { page: 1, size: 50 });
  expect(inWon.entries.find((entry) => entry.slug === article.slug)?.priceMicros).toBeNull();
});

test('an unknown creator is null', async () => expect(await getCreator('nobody-here')).toBeNull());

test.each([
  ['3', 3],
  ['0', 1],
  ['-1', 1],
  ['1e3', 1],
  ['NaN', 1],
  ['99999', 10_000],
  ['999999999999', 1],
  [undefined, 1],
  [['2'], 1],
])('page %j is %i', (value, page) => expect(parsePage(value)).toBe(page));

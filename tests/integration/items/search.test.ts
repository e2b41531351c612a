import { beforeAll, expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import en from '@/lib/core/i18n/messages/en/articles.json';
import ko from '@/lib/core/i18n/messages/ko/articles.json';
import { searchItems } from '@/lib/rooms/catalog/search-items';
import { TOPICS } from '@/lib/rooms/catalog/topics';
import { slowTexts } from '../../support/slow-texts';
import { makeArticle, makeAuthor } from './world';

const guest = { readerId: null, currency: 'usd' };

async function find(query: string, language?: string): Promise<string[]> {
  const page = await searchItems(guest, query, { language, page: 1, size: 20 });
  expect(page.total).toBe(page.entries.length);
  return page.entries.map((entry) => entry.slug).sort();
}

beforeAll(async () => {
  const wren = await makeAuthor('Wren Hale');
  const garam = await makeAuthor('윤가람');
  await makeArticle(wren.id, {
    topic: 'craft',
    slug: 'bells',
    title: 'Tuning the bells',
    summary: 'What a founder hears.',
    teaser: 'A church tower in the rain.',
    body: 'The hidden clapper.',
  });
  await makeArticle(wren.id, {
    topic: 'craft',
    slug: 'coins',
    title: 'Small coins',
    summary: 'A bell is mentioned once.',
  });
  await makeArticle(garam.id, {
    topic: 'craft',
    slug: 'transfer',
    language: 'ko',
    title: '긴 환승 통로를 위한 변명',
    teaser: '서울에서 지하철을 오래 탄 사람은 돈을 아낀다.',
    body: '숨은 본문이 여기 있다.',
  });
  await makeArticle(garam.id, {
    topic: 'craft',
    slug: 'alley',
    language: 'ko',
    title: '골목의 폭, 볕의 길이',
  });
  await makeArticle(wren.id, {
    topic: 'craft',
    slug: 'draft',
    title: 'A draft about bells',
    status: 'draft',
  });
});

test('English is searched by stems, the best match first', async () => {
  expect(await find('bell')).toEqual(['bells', 'coins']);
  expect((await searchItems(guest, 'bells', { page: 1, size: 20 })).entries[0]?.slug).toBe('bells');
  expect(await find('tune')).toEqual(['bells']);
  expect(await find('bell -coin')).toEqual(['bells']);
  expect(await find('"church tower"')).toEqual(['bells']);
  expect(await find('"tower church"')).toEqual([]);
});

test.each([
  ['환승', ['transfer']],
  ['통로', ['transfer']],
  ['환승통로', ['transfer']],
  ['환승 통로', ['transfer']],
  ['골목', ['alley']],
  ['볕', ['alley']],
  ['돈', ['transfer']],
  ['지하철', ['transfer']],
  ['통승', []],
  ['환승 골목', []],
  ['골목'.normalize('NFD'), ['alley']],
])('Korean %s finds %j', async (query, slugs) => expect(await find(query)).toEqual(slugs));

test('authors are found in both scripts', async () => {
  expect(await find('Hale')).toEqual(['bells', 'coins']);
  expect(await find('윤가람')).toEqual(['alley', 'transfer']);
});

test('the name of a topic finds its items, after those that say the word', async () => {
  const author = await makeAuthor('Sun Ferris');
  await makeArticle(author.id, { slug: 'tides', topic: 'science', title: 'Why tides come twice' });
  await makeArticle(author.id, { slug: 'method', topic: 'media', title: 'A science of headlines' });
  const slugsOf = async (query: string) =>
    (await searchItems(guest, query, { page: 1, size: 20 })).entries.map((entry) => entry.slug);
  expect(await slugsOf('Science')).toEqual(['method', 'tides']);
  expect(await slugsOf('과학')).toEqual(['tides']);
  expect(await slugsOf('science tides')).toEqual(['tides']);
  expect(await slugsOf('science -tides')).toEqual(['method']);

  await db.item.update({ where: { slug: 'tides' }, data: { topic: 'cities' } });
  expect(await slugsOf('도시')).toEqual(['tides']);
  expect(await slugsOf('과학')).toEqual([]);
});

test('the topics are called in a search what they are called on the page', async () => {
  const names = TOPICS.map((topic) => `${en.topics[topic]}, ${ko.topics[topic]}`);
  const { rows } = await pool.query('SELECT topic_names(t) AS names FROM unnest($1::text[]) AS t', [TOPICS]);
  expect(rows.map((row) => row.names)).toEqual(names);
});

test('the paid part is not searched', async () => {
  expect(await find('clapper')).toEqual([]);
  expect(await find('숨은 본문')).toEqual([]);
  const { rows } = await pool.query(`SELECT search::text AS words FROM items WHERE slug = 'bells'`);
  expect(rows[0]?.words).not.toContain('clapper');
});

test('a language narrows, pages count', async () => {
  expect(await find('윤가람', 'en')).toEqual([]);
  const page = await searchItems(guest, 'Hale', { page: 2, size: 1 });
  expect(page).toMatchObject({ page: 2, pages: 2, total: 2 });
  expect(page.entries).toHaveLength(1);
});

test.each([
  '',
  '   ',
  '\u0000',
  "'; DROP TABLE items; --",
  ':*',
  '& | ! ( ) <->',
  '"',
  '\\',
  'ㄱㄴㄷ',
  '\ud800',
  '가'.repeat(500),
  'a'.repeat(5_000),
  '<script>alert(1)</script>',
])('%j is answered calmly', async (query) => expect(await find(query)).toEqual([]));

test('a new title and a new name are found at once', async () => {
  await db.item.update({ where: { slug: 'alley' }, data: { title: '담장의 그늘' } });
  expect(await find('그늘')).toEqual(['alley']);
  expect(await find('골목')).toEqual([]);
  await db.creator.updateMany({ where: { name: '윤가람' }, data: { name: '한바다' } });
  expect(await find('한바다')).toEqual(['alley', 'transfer']);
  expect(await find('윤가람')).toEqual([]);
});

test('a long or hard text is indexed soon, as far as anyone looks', async () => {
  const { id } = await makeAuthor('Long Text');
  const syllables = Array.from({ length: 11_000 }, (_, n) => String.fromCharCode(0xac00 + n)).join('');
  const texts = { ...slowTexts(200_000), syllables: `${syllables} `.repeat(18) };
  for (const name of ['comments', 'tags', 'mails', 'schemes', 'syllables']) {
    // Unbounded, the first takes more than a minute, and the last is too long for a vector.
    const teaser = `Pelargonium ${texts[name as keyof typeof texts]}`;
    await makeArticle(id, { slug: name, title: 'A text', teaser });
  }
  expect(await find('pelargonium')).toEqual(['comments', 'mails', 'schemes', 'syllables', 'tags']);
});

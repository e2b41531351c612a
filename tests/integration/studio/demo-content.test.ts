import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { renderMarkdown } from '@/lib/ground/markdown/render-markdown';
import { publishArticle } from '../../../prisma/factories/publish-article';
import { listContent, listDemoCreators } from '../../../prisma/list-content';
import { FILES } from '../../../prisma/media/files';
import { seedCourses } from '../../../prisma/seed-courses';
import { makeCreator } from './world';

const PIECES = listContent();
const slugs = (pieces: typeof PIECES) => pieces.map(({ slug }) => slug);
const SMALL = join(import.meta.dirname, '../../../prisma/content/small-set.json');

test('the demo has something to read, hear, watch, learn and play, by people who exist', () => {
  const creators = listDemoCreators();
  expect(creators).toHaveLength(12);
  for (const { handle, email } of creators) {
    expect(email).toMatch(/@example\.(com|org)$/);
    expect(PIECES.filter(({ creator }) => creator === handle).length, handle).toBeGreaterThan(2);
  }
  const handles = creators.map(({ handle }) => handle);
  expect(PIECES.filter(({ creator }) => !handles.includes(creator))).toEqual([]);
  const articles = PIECES.filter(({ kind }) => kind === 'article');
  expect(articles.filter(({ language }) => language === 'en').length).toBeGreaterThanOrEqual(24);
  expect(articles.filter(({ language }) => language === 'ko').length).toBeGreaterThanOrEqual(18);
  expect(new Set(slugs(PIECES)).size).toBe(PIECES.length);
  for (const { slug } of PIECES) expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
});

test('the small set names what there is', () => {
  const named: string[] = JSON.parse(readFileSync(SMALL, 'utf8'));
  expect(slugs(listContent({ small: true })).sort()).toEqual([...named].sort());
});

test('every text is rendered whole: no note without its mark, nothing left of the Markdown', () => {
  for (const { slug, teaser, body } of PIECES) {
    const { opening, rest } = renderMarkdown({ teaser, body });
    const read = `${opening}${rest}`
      .replace(/<pre[\s\S]*?<\/pre>|<code>.*?<\/code>/g, '')
      .replace(/<[^>]+>/g, '');
    expect(read, slug).not.toMatch(/\[\^|\*\*|\|\s*---|<!--/);
  }
});

test('every track, film and game has a file of its own, and no file is without a piece', () => {
  const withFile = PIECES.filter(({ kind }) => kind !== 'article' && kind !== 'lesson');
  expect(slugs(withFile).sort()).toEqual(Object.keys(FILES).sort());
});

test('the albums are neither silent nor cut off at the top, and do not click at their ends', async () => {
  const openings = PIECES.filter(({ kind, title }) => kind === 'track' && title.includes('· 1 '));
  expect(openings).toHaveLength(3);
  for (const { slug } of openings) {
    const wav = (await FILES[slug]?.make()) ?? Buffer.alloc(0);
    const samples = new Int16Array(wav.buffer, wav.byteOffset + 44, (wav.length - 44) / 2);
    let loudest = 0;
    for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample));
    expect(loudest, slug).toBeGreaterThan(3_000);
    expect(loudest, slug).toBeLessThan(32_767);
    for (const end of [samples[0], samples.at(-1)]) expect(Math.abs(end ?? 9_999), slug).toBeLessThan(300);
  }
});

test('courses are made in the order of their lessons, and a creator may change them', async () => {
  const { creatorId } = await makeCreator();
  const course = { slug: 'a-demo-course', name: 'A demo course', description: '' };
  const lessons = [];
  for (const slug of ['first-of-two', 'second-of-two']) {
    const lesson = { slug, creatorId, kind: 'lesson', title: slug, priceMicros: 10_000n } as const;
    lessons.push({ itemId: (await publishArticle(db, lesson)).id, creatorId, course });
  }
  expect(await seedCourses(lessons)).toBe(1);
  const order = () =>
    db.courseLesson.findMany({ orderBy: { position: 'asc' }, select: { itemId: true, position: true } });
  expect((await order()).map(({ itemId }) => itemId)).toEqual(lessons.map(({ itemId }) => itemId));
  await db.courseLesson.update({ where: { itemId: lessons[0]?.itemId ?? 0n }, data: { position: 9 } });
  const changed = await order();
  await seedCourses(lessons);
  expect(await order()).toEqual(changed);
});

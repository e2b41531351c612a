import { expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { sweepOldRows } from '@/lib/entry/jobs/sweep-old-rows';
import { askForCut } from '@/lib/rooms/fonts/ask-for-cut';
import { askForNewItems } from '@/lib/rooms/fonts/ask-for-new-items';
import { makeCuts } from '@/lib/rooms/fonts/make-cuts';
import { serveCut } from '@/lib/rooms/fonts/serve-cut';
import { buy } from '@/lib/rooms/unlocks/buy';
import { undo } from '@/lib/rooms/unlocks/undo';
import { makeArticle, makeAuthor, makeReader } from '../items/world';

const nobody = async () => null;
const as = (userId: bigint) => async () => userId;
const nameOf = (hash: string | null, weight = 400) => `${hash}-${weight}.woff2`;

async function made(wanted: Parameters<typeof askForCut>[0]): Promise<string> {
  expect(await askForCut(wanted)).toBeNull();
  await makeCuts();
  const hash = await askForCut(wanted);
  expect(hash).toMatch(/^[0-9a-f]{32}$/);
  return hash ?? '';
}

test('a page asks once, the worker makes both weights, and everyone may keep them for good', async () => {
  const wanted = { texts: ['값이 싼 글', '3.5¢'] };
  expect(await askForCut(wanted)).toBeNull();
  expect(await askForCut({ texts: ['글 싼 값이'] })).toBeNull();
  expect(await db.fontCut.count({ where: { signs: '값글싼이' } })).toBe(1);
  expect(await makeCuts()).toBeGreaterThan(0);
  const hash = await askForCut(wanted);
  for (const weight of [400, 600]) {
    const answer = await serveCut(nameOf(hash, weight), nobody);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('font/woff2');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, 4).toString()).toBe('wOF2');
    expect(bytes.length).toBeLessThan(6_000);
  }
  expect(await makeCuts()).toBe(0);
});

test('kept pages are dropped when a common cut is made, once per round, and when it is swept', async () => {
  const version = async () =>
    (await db.$queryRaw<{ version: bigint }[]>`SELECT version FROM public_version`)[0]?.version ?? 0n;
  const article = await makeArticle((await makeAuthor()).id, { language: 'ko' });
  await makeCuts();
  const before = await version();
  await askForCut({ texts: ['긱'], itemId: article.id });
  await makeCuts();
  expect(await version()).toBe(before);
  for (const text of ['넋', '닭']) await askForCut({ texts: [text] });
  expect(await version()).toBe(before);
  await makeCuts();
  expect(await version()).toBe(before + 1n);
  await sweepOldRows(new Date(Date.now() + 91 * 86_400_000));
  expect(await version()).toBe(before + 2n);
  expect(await askForCut({ texts: ['넋'] })).toBeNull();
});

test('texts without Korean need nothing', async () => {
  const before = await db.fontCut.count();
  expect(await askForCut({ texts: ['A wren weighs three farthings.'] })).toBeNull();
  expect(await db.fontCut.count()).toBe(before);
});

test("a paid text's type is for who may read it, as long as they may", async () => {
  const author = await makeAuthor();
  const article = await makeArticle(author.id, { language: 'ko', body: '숨은 본문' });
  const [reader, stranger] = [await makeReader(1_000_000n), await makeReader(1_000_000n)];
  const name = nameOf(await made({ texts: ['숨은 본문'], itemId: article.id }));

  const { unlockId } = await buy({
    payer: { userId: reader.userId },
    itemId: article.id,
    seenPriceMicros: article.priceMicros,
  });
  for (const who of [nobody, as(stranger.userId), as(0n)])
    expect((await serveCut(name, who)).status).toBe(404);
  for (const who of [as(reader.userId), as(author.userId)]) {
    const answer = await serveCut(name, who);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
  }
  await undo({ userId: reader.userId, unlockId });
  expect((await serveCut(name, as(reader.userId))).status).toBe(404);
});

test('what is published is asked for at once; the open cut has no sign of the paid text alone', async () => {
  const author = await makeAuthor('윤가람');
  const facts = { language: 'ko', title: '종이', summary: '얇은 것', teaser: '처음 몇 줄', body: '쀍 몇 줄' };
  const article = await makeArticle(author.id, facts);
  await askForNewItems();
  const rows = await db.fontCut.findMany({ where: { OR: [{ itemId: article.id }, { itemId: null }] } });
  const paid = rows.filter((row) => row.itemId !== null).map((row) => row.signs);
  expect(paid).toEqual(['쀍']);
  const open = rows.filter((row) => row.itemId === null && row.signs.includes('얇'));
  expect(open).toHaveLength(1);
  for (const sign of '종이얇은것처음몇줄윤가람') expect(open[0]?.signs).toContain(sign);
  for (const row of rows) if (row.itemId === null) expect(row.signs).not.toContain('쀍');
  const count = await db.fontCut.count();
  await askForNewItems();
  expect(await db.fontCut.count()).toBe(count);
});

test('nothing else is found under a name', async () => {
  for (const name of [
    '',
    'x',
    `${'0'.repeat(32)}-400.woff2`,
    `${'0'.repeat(32)}-500.woff2`,
    '../../etc/passwd',
  ])
    expect((await serveCut(name, nobody)).status).toBe(404);
});

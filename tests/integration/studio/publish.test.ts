import { expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { getDraft } from '@/lib/desks/studio/get-draft';
import { getVersion, listVersions } from '@/lib/desks/studio/list-versions';
import { publishItem } from '@/lib/desks/studio/publish-item';
import { restoreVersion } from '@/lib/desks/studio/restore-version';
import { slugFromTitle } from '@/lib/desks/studio/slug-from-title';
import { withdrawItem } from '@/lib/desks/studio/withdraw-item';
import { getArticle } from '@/lib/rooms/catalog/get-article';
import { listNewest } from '@/lib/rooms/catalog/list-newest';
import { buy } from '@/lib/rooms/unlocks/buy';
import { getUnlockedBody } from '@/lib/rooms/unlocks/get-unlocked-body';
import { edit, makeCreator, makeDraft, makeReader, publish, READY } from './world';

const guest = { readerId: null, currency: 'usd' };

test.each([
  ['a title', { title: '  ' }, { title: 'titleMissing' }],
  ['a cut', { text: 'All of it.' }, { text: 'cutMissing' }],
  ['a teaser', { text: '<!-- more -->\n\nPaid.' }, { text: 'teaserMissing' }],
  ['anything', { text: ' ' }, { text: 'teaserMissing' }],
  ['a paid part', { text: 'Free.\n\n<!-- more -->\n\n  ' }, { text: 'bodyMissing' }],
  ['a price', { price: ' ' }, { price: 'priceMissing' }],
  ['a price that can be read', { price: '1e3' }, { price: 'amount_unreadable' }],
  ['four decimals at most', { price: '0.00001' }, { price: 'amount_decimals' }],
  ['a price above zero', { price: '0' }, { price: 'amount_not_positive' }],
  ['a point before decimals', { price: '0,035' }, { price: 'amount_comma' }],
  ['cents that are not too fine', { price: '0.001¢' }, { price: 'amount_decimals' }],
  ['a price in range', { price: '100.0001' }, { price: 'priceRange' }],
  [
    'three things at once',
    { title: '', text: '', price: '-1' },
    { title: 'titleMissing', text: 'teaserMissing', price: 'amount_not_positive' },
  ],
])('publishing needs %s, says so at the field and loses nothing', async (_what, fields, faults) => {
  const { creatorId } = await makeCreator();
  const itemId = await makeDraft(creatorId, fields);
  await expect(publish(creatorId, itemId)).rejects.toMatchObject({ code: 'not_ready', fieldErrors: faults });
  expect(await getDraft(creatorId, itemId)).toMatchObject({ ...fields, status: 'draft', revision: 1 });
  expect(await db.itemVersion.count({ where: { itemId } })).toBe(0);
});

test.each([
  ['0.0001', 100n],
  ['0.01¢', 100n],
  ['3.5¢', 35_000n],
  ['$0.0350', 35_000n],
  ['100', 100_000_000n],
])('the price %s is kept exactly', async (price, priceMicros) => {
  const { creatorId } = await makeCreator();
  const itemId = await makeDraft(creatorId, { price });
  const { slug } = await publish(creatorId, itemId);
  expect(await getArticle(slug, guest)).toMatchObject({ priceMicros });
});

test('a track, a video and a game item need their file; a lesson its text or a file', async () => {
  const { creatorId } = await makeCreator();
  const missing = {
    track: 'mediaMissing',
    video: 'mediaMissing',
    game_item: 'gameMissing',
    lesson: 'lessonMissing',
  };
  for (const [kind, media] of Object.entries(missing)) {
    const itemId = await makeDraft(creatorId, { text: 'What it is.' }, kind as keyof typeof missing);
    await expect(publish(creatorId, itemId), kind).rejects.toMatchObject({
      code: 'not_ready',
      fieldErrors: { media },
    });
  }
  const written = await makeDraft(creatorId, { title: 'A lesson' }, 'lesson');
  expect(await publish(creatorId, written)).toMatchObject({ slug: 'a-lesson', number: 1 });
});

test('addresses come from titles, Korean ones too, are never taken twice, and stay', async () => {
  const { creatorId } = await makeCreator();
  const slugs = await Promise.all(
    Array.from({ length: 4 }, async () =>
      publish(creatorId, await makeDraft(creatorId, { title: '골목의 폭!' })),
    ),
  );
  expect(slugs.map(({ slug }) => slug).sort()).toEqual([
    'golmogui-pok',
    'golmogui-pok-2',
    'golmogui-pok-3',
    'golmogui-pok-4',
  ]);
  const itemId = await makeDraft(creatorId, { title: '!!!' });
  const first = await publish(creatorId, itemId);
  expect(first.slug).toMatch(/^article(-\d+)?$/);
  await edit(creatorId, itemId, { title: 'Named at last' });
  expect(await publish(creatorId, itemId)).toEqual({ slug: first.slug, number: 2 });
});

test.each([
  ['Ten Ways: a “Guide”', 'ten-ways-a-guide'],
  ["It's Café", 'its-cafe'],
  ['한글 제목', 'hangeul-jemok'],
  ['신라의 국물', 'sillaui-gungmul'],
  ['값 1,000원', 'gap-1-000won'],
  ['日本', ''],
  ['x'.repeat(200), 'x'.repeat(80)],
])('%s becomes %s', (title, slug) => expect(slugFromTitle(title)).toBe(slug));

test('each publication is a version; an old one goes into the draft, readers keep theirs', async () => {
  const { creatorId } = await makeCreator();
  const itemId = await makeDraft(creatorId);
  const { slug } = await publish(creatorId, itemId);
  expect(await publish(creatorId, itemId)).toEqual({ slug, number: 1 });
  await edit(creatorId, itemId, {
    title: 'Better',
    text: 'New.\n\n<!-- more -->\n\nNew paid.',
    price: '0.05',
  });
  expect(await publish(creatorId, itemId)).toEqual({ slug, number: 2 });
  expect(await listVersions(creatorId, itemId)).toMatchObject([
    { number: 2, title: 'Better', priceMicros: 50_000n },
    { number: 1, title: 'Ready', priceMicros: 35_000n },
  ]);
  const { revision } = await getDraft(creatorId, itemId);
  await restoreVersion({ creatorId, itemId, number: 1, revision });
  expect(await getDraft(creatorId, itemId)).toMatchObject({
    title: 'Ready',
    text: READY.text,
    price: '0.035',
  });
  expect(await getArticle(slug, guest)).toMatchObject({ title: 'Better', priceMicros: 50_000n });
  await expect(restoreVersion({ creatorId, itemId, number: 2, revision })).rejects.toMatchObject({
    code: 'edit_conflict',
  });
  expect(await publish(creatorId, itemId)).toMatchObject({ number: 3 });
  expect(await getArticle(slug, guest)).toMatchObject({ title: 'Ready', priceMicros: 35_000n });

  const stranger = await makeCreator();
  expect(await listVersions(stranger.creatorId, itemId)).toEqual([]);
  await expect(getVersion(stranger.creatorId, itemId, 1)).rejects.toMatchObject({ code: 'not_found' });
  await expect(
    restoreVersion({ creatorId: stranger.creatorId, itemId, number: 1, revision: 4 }),
  ).rejects.toMatchObject({ code: 'not_found' });
});

test('what another window saved meanwhile is not published unseen', async () => {
  const { creatorId, userId } = await makeCreator();
  const itemId = await makeDraft(creatorId);
  const seen = await getDraft(creatorId, itemId);
  await edit(creatorId, itemId, { title: 'From elsewhere' });
  await expect(
    publishItem({ creatorId, itemId, revision: seen.revision, actorId: userId }),
  ).rejects.toMatchObject({ code: 'edit_conflict' });
  expect(await getDraft(creatorId, itemId)).toMatchObject({ status: 'draft' });
});

test('pressed many times at once, one version is made', async () => {
  const { creatorId } = await makeCreator();
  const itemId = await makeDraft(creatorId, { title: 'Once only' });
  const all = await Promise.all(Array.from({ length: 5 }, () => publish(creatorId, itemId)));
  for (const one of all) expect(one).toEqual({ slug: 'once-only', number: 1 });
  expect(await db.itemVersion.count({ where: { itemId } })).toBe(1);
});

test('a new price: who saw the old one is told both before paying, and it is written down', async () => {
  const { creatorId, userId } = await makeCreator();
  const itemId = await makeDraft(creatorId);
  await publish(creatorId, itemId);
  const reader = await makeReader(1_000_000n);
  const { revision } = await edit(creatorId, itemId, { price: '0.10' });
  await publishItem({ creatorId, itemId, revision, actorId: userId });
  await expect(
    buy({ payer: { userId: reader.userId }, itemId, seenPriceMicros: 35_000n }),
  ).rejects.toMatchObject({ code: 'price_changed', details: { priceMicros: '100000' } });
  expect(await buy({ payer: { userId: reader.userId }, itemId, seenPriceMicros: 100_000n })).toMatchObject({
    charged: true,
    priceMicros: 100_000n,
  });
  const audit = await db.auditEntry.findMany({
    where: { action: 'publish_item', subjectId: String(itemId) },
    orderBy: { id: 'asc' },
  });
  expect(audit).toMatchObject([
    { after: { priceMicros: '35000', version: 1 } },
    { actorId: userId, before: { priceMicros: '35000' }, after: { priceMicros: '100000', version: 2 } },
  ]);
});

test('withdrawn: not sold, kept by its owners with the newest text, and it can come back', async () => {
  const { creatorId, userId } = await makeCreator();
  const itemId = await makeDraft(creatorId);
  const { slug } = await publish(creatorId, itemId);
  const [owner, late] = [await makeReader(100_000n), await makeReader(100_000n)];
  const seenPriceMicros = 35_000n;
  await buy({ payer: { userId: owner.userId }, itemId, seenPriceMicros });
  await edit(creatorId, itemId, { text: 'Free.\n\n<!-- more -->\n\nCorrected.' });
  expect(await getUnlockedBody(itemId, owner.userId)).toBe('Paid lines.');
  await publish(creatorId, itemId);
  expect(await getUnlockedBody(itemId, owner.userId)).toBe('Corrected.');

  await withdrawItem({ creatorId, itemId, userId });
  await withdrawItem({ creatorId, itemId, userId });
  expect(await getArticle(slug, guest)).toBeNull();
  expect(await getArticle(slug, { readerId: owner.userId, currency: 'usd' })).toMatchObject({ owned: true });
  expect(await getUnlockedBody(itemId, owner.userId)).toBe('Corrected.');
  await expect(buy({ payer: { userId: late.userId }, itemId, seenPriceMicros })).rejects.toMatchObject({
    code: 'item_unavailable',
  });
  const { publishedAt } = await db.item.findUniqueOrThrow({ where: { id: itemId } });
  expect(await publish(creatorId, itemId)).toEqual({ slug, number: 3 });
  expect(await db.item.findUniqueOrThrow({ where: { id: itemId } })).toMatchObject({
    status: 'published',
    publishedAt,
  });
  expect(await buy({ payer: { userId: late.userId }, itemId, seenPriceMicros })).toMatchObject({
    charged: true,
  });

  const stranger = await makeCreator();
  await expect(withdrawItem({ ...stranger, itemId })).rejects.toMatchObject({ code: 'not_found' });
  const draft = await makeDraft(creatorId);
  await expect(withdrawItem({ creatorId, itemId: draft, userId })).rejects.toMatchObject({
    code: 'wrong_state',
  });
});

test('a published item appears on its creator’s page, whatever its kind', async () => {
  const { creatorId, handle } = await makeCreator();
  await publish(creatorId, await makeDraft(creatorId, { title: 'An article' }));
  await publish(creatorId, await makeDraft(creatorId, { title: 'A lesson here' }, 'lesson'));
  await makeDraft(creatorId, { title: 'Still a draft' });
  const list = await listNewest(guest, { creatorHandle: handle, page: 1, size: 10 });
  expect(list.entries.map(({ kind, title }) => [kind, title])).toEqual([
    ['lesson', 'A lesson here'],
    ['article', 'An article'],
  ]);
});

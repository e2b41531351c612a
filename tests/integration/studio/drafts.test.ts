import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { deleteDraft } from '@/lib/desks/studio/delete-draft';
import { draftSchema } from '@/lib/desks/studio/draft-rules';
import { getDraft } from '@/lib/desks/studio/get-draft';
import { listOwnItems } from '@/lib/desks/studio/list-own-items';
import { saveDraft } from '@/lib/desks/studio/save-draft';
import { getArticle } from '@/lib/rooms/catalog/get-article';
import { rollUpEarnings } from '@/lib/rooms/earnings/roll-up';
import { buy } from '@/lib/rooms/unlocks/buy';
import { undo } from '@/lib/rooms/unlocks/undo';
import { makeArticle } from '../items/world';
import { edit, makeCreator, makeDraft, makeReader, publish } from './world';

const fieldsOf = async (creatorId: bigint, itemId: bigint) => {
  const { title, summary, language, topic, coverMotif, coverSeed, text, price } = await getDraft(
    creatorId,
    itemId,
  );
  return { title, summary, language, topic, coverMotif, coverSeed, text, price };
};

test('two editors: the second to save is told, nothing is lost, and it can go on', async () => {
  const { creatorId } = await makeCreator();
  const itemId = await makeDraft(creatorId);
  const fields = await fieldsOf(creatorId, itemId);
  const [mine, yours] = [randomUUID(), randomUUID()];
  const save = (editorKey: string, revision: number, text: string) =>
    saveDraft({ creatorId, itemId, revision, editorKey, fields: { ...fields, text } });

  expect(await save(mine, 1, 'from mine')).toMatchObject({ revision: 2 });
  await expect(save(yours, 1, 'from yours')).rejects.toMatchObject({ code: 'edit_conflict' });
  expect((await getDraft(creatorId, itemId)).text).toBe('from mine');
  expect(await save(yours, 2, 'from yours')).toMatchObject({ revision: 3 });
  await expect(save(mine, 2, 'mine again')).rejects.toMatchObject({ code: 'edit_conflict' });
});

test('a save whose answer was lost is repeated, and the same editor goes on', async () => {
  const { creatorId } = await makeCreator();
  const itemId = await makeDraft(creatorId);
  const fields = await fieldsOf(creatorId, itemId);
  const editorKey = randomUUID();
  const save = (revision: number, text: string) =>
    saveDraft({ creatorId, itemId, revision, editorKey, fields: { ...fields, text } });
  const first = await save(1, 'once');
  expect(await save(1, 'once')).toEqual(first);
  expect(await save(1, 'and more')).toMatchObject({ revision: 3 });
});

test('of many editors that save the same revision at once, one wins', async () => {
  const { creatorId } = await makeCreator();
  const itemId = await makeDraft(creatorId);
  const fields = await fieldsOf(creatorId, itemId);
  const saves = await Promise.allSettled(
    Array.from({ length: 12 }, (_, n) =>
      saveDraft({
        creatorId,
        itemId,
        revision: 1,
        editorKey: randomUUID(),
        fields: { ...fields, text: `text ${n}` },
      }),
    ),
  );
  const refused = saves.filter((one) => one.status === 'rejected');
  expect(refused).toHaveLength(11);
  for (const one of refused) expect(one.reason).toMatchObject({ code: 'edit_conflict' });
  expect(await getDraft(creatorId, itemId)).toMatchObject({ revision: 2 });
});

test('what a draft holds reaches no reader before it is published', async () => {
  const { creatorId } = await makeCreator();
  const itemId = await makeDraft(creatorId);
  const { slug } = await publish(creatorId, itemId);
  await edit(creatorId, itemId, { title: 'Unseen', text: 'Unseen\n\n<!-- more -->\n\nUnseen', price: '9' });
  const shown = await getArticle(slug, { readerId: null, currency: 'usd' });
  expect(shown).toMatchObject({ title: 'Ready', teaser: 'Free lines.', priceMicros: 35_000n });
  expect(await db.itemBody.findUnique({ where: { itemId } })).toMatchObject({ body: 'Paid lines.' });
  const [listed] = (await listOwnItems(creatorId, { page: 1, size: 5 })).entries;
  expect(listed).toMatchObject({ title: 'Unseen', changed: true, priceMicros: 35_000n, netMicros: 31_500n });
});

test('an item that was published by other means opens with its text, price and first version', async () => {
  const { creatorId } = await makeCreator();
  const { id } = await makeArticle(creatorId, { teaser: 'Free.', body: 'Paid.', priceMicros: 1_500_000n });
  const drafts = await Promise.all([
    getDraft(creatorId, id),
    getDraft(creatorId, id),
    getDraft(creatorId, id),
  ]);
  for (const draft of drafts)
    expect(draft).toMatchObject({
      text: 'Free.\n\n<!-- more -->\n\nPaid.',
      price: '1.50',
      revision: 1,
      publishedRevision: 1,
    });
  expect(await db.itemVersion.count({ where: { itemId: id } })).toBe(1);
});

test("another creator's draft is not found, whatever is asked of it", async () => {
  const [owner, stranger] = [await makeCreator(), await makeCreator()];
  const itemId = await makeDraft(owner.creatorId);
  const fields = await fieldsOf(owner.creatorId, itemId);
  const { creatorId, userId } = stranger;
  const missing = { code: 'not_found' };
  await expect(getDraft(creatorId, itemId)).rejects.toMatchObject(missing);
  await expect(
    saveDraft({ creatorId, itemId, revision: 1, editorKey: randomUUID(), fields: { ...fields, text: 'x' } }),
  ).rejects.toMatchObject(missing);
  await expect(
    saveDraft({ creatorId, itemId, revision: 1, editorKey: randomUUID(), fields }),
  ).rejects.toMatchObject(missing);
  await expect(publish(creatorId, itemId)).rejects.toMatchObject(missing);
  await expect(deleteDraft({ creatorId, itemId, userId })).rejects.toMatchObject(missing);
  expect((await listOwnItems(creatorId, { page: 1, size: 5 })).total).toBe(0);
  expect(await getDraft(owner.creatorId, itemId)).toMatchObject({ text: fields.text, revision: 1 });
});

test('a draft that was never published can go; what was published cannot', async () => {
  const { creatorId, userId } = await makeCreator();
  const [draft, sold] = [await makeDraft(creatorId), await makeDraft(creatorId)];
  await publish(creatorId, sold);
  await deleteDraft({ creatorId, itemId: draft, userId });
  expect(await db.item.count({ where: { id: draft } })).toBe(0);
  expect(await db.auditEntry.count({ where: { action: 'delete_draft', subjectId: String(draft) } })).toBe(1);
  await expect(deleteDraft({ creatorId, itemId: sold, userId })).rejects.toMatchObject({
    code: 'wrong_state',
  });
  await expect(deleteDraft({ creatorId, itemId: draft, userId })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('the list is narrowed by state, kind and title, page by page', async () => {
  const { creatorId } = await makeCreator();
  for (const title of ['Alpha 하나', 'Beta', 'Gamma']) await makeDraft(creatorId, { title });
  await makeDraft(creatorId, { title: 'Lesson one' }, 'lesson');
  await publish(creatorId, await makeDraft(creatorId, { title: 'Sold' }));
  const list = (filter: object) => listOwnItems(creatorId, { page: 1, size: 10, ...filter });
  const titles = async (filter: object) => (await list(filter)).entries.map(({ title }) => title);
  expect((await list({})).total).toBe(5);
  expect(await titles({ status: 'published' })).toEqual(['Sold']);
  expect(await titles({ kind: 'lesson' })).toEqual(['Lesson one']);
  expect(await titles({ search: '하나' })).toEqual(['Alpha 하나']);
  expect(await titles({ search: '%' })).toEqual([]);
  expect(await list({ page: 2, size: 3 })).toMatchObject({ pages: 2, page: 2 });
});

test('what is written is made fit for the database, and what is too long is named', () => {
  const fields = {
    title: 'A\u0000 b\n\u202ec',
    summary: '',
    language: 'ko',
    topic: 'craft',
    coverMotif: 'bird',
    coverSeed: '7',
    text: 'one\r\ntwo\u0007\tthree \ud800',
    price: '',
  };
  expect(draftSchema.parse(fields)).toMatchObject({
    title: 'A b c',
    text: 'one\ntwo\tthree \ufffd',
    coverSeed: 7,
  });
  const long = draftSchema.safeParse({ ...fields, title: 't'.repeat(161), text: 'x'.repeat(200_001) });
  expect(long.error?.issues.map(({ message }) => message).sort()).toEqual(['textLong', 'titleLong']);
});

test('the list counts unlocks, less those taken back, before and after the sums', async () => {
  const { creatorId } = await makeCreator();
  const itemId = await makeDraft(creatorId);
  await publish(creatorId, itemId);
  const count = async () => (await listOwnItems(creatorId, { page: 1, size: 5 })).entries[0]?.unlocks;
  expect(await count()).toBe(0);
  const seenPriceMicros = 35_000n;
  const unlock = async () => {
    const { userId } = await makeReader(100_000n);
    return { userId, ...(await buy({ payer: { userId }, itemId, seenPriceMicros })) };
  };
  const [first] = [await unlock(), await unlock()];
  expect(await count()).toBe(2);
  await rollUpEarnings();
  expect(await count()).toBe(2);
  await undo({ userId: first.userId, unlockId: first.unlockId });
  await unlock();
  await unlock();
  expect(await count()).toBe(3);
  await rollUpEarnings();
  expect(await count()).toBe(3);
});

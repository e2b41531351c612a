import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { sweepOldRows } from '@/lib/entry/jobs/sweep-old-rows';
import { renderInWorker } from '@/lib/ground/markdown/render-in-worker';
import { renderedArticle, renderedDraft, renderedTeasers } from '@/lib/ground/markdown/rendered-article';
import { makeCreator, makeDraft, publish } from '../studio/world';

const labels = { notes: 'Notes', back: 'Back' };
const pictures = new Map();

test('the worker renders', async () => {
  expect(await renderInWorker({ teaser: '**a**', body: 'b' })).toEqual({
    opening: '<p><strong>a</strong></p>',
    rest: '<p>b</p>',
  });
});

test('a text is rendered once and kept; words of the page are put in when it is shown', async () => {
  const text = { teaser: `Bells[^1] ${randomUUID()}.`, body: 'Paid.\n\n[^1]: Cast.' };
  const before = await db.rendering.count();
  const first = await renderedArticle(text, labels);
  const again = await renderedArticle(text, { notes: '주', back: '본문으로' });
  expect(await db.rendering.count()).toBe(before + 1);
  expect(first.restHtml).toContain('>Notes</h2>');
  expect(again.restHtml).toContain('>주</h2>');
  expect(again.restHtml).toContain('aria-label="본문으로"');
});

test('who has no body gets nothing of it, not even its notes', async () => {
  const teaser = `Bells[^1] ${randomUUID()}.`;
  await renderedArticle({ teaser, body: 'SECRET\n\n[^1]: SECRET' }, labels);
  const { openingHtml, restHtml } = await renderedArticle({ teaser, body: null }, labels);
  expect(openingHtml).not.toMatch(/SECRET|\[\^|note-fn/);
  expect(restHtml).toBeNull();
});

test('publishing renders ahead, for readers with and without the paid part', async () => {
  const { creatorId } = await makeCreator();
  const mark = randomUUID();
  await publish(creatorId, await makeDraft(creatorId, { text: `Free ${mark}.\n\n<!-- more -->\n\nPaid.` }));
  const kept = await db.rendering.findMany({ where: { opening: `<p>Free ${mark}.</p>` } });
  expect(kept.map(({ rest }) => rest).sort()).toEqual(['<p>Paid.</p>', null]);
});

test('many teasers come in their order', async () => {
  const teasers = ['**a**', '_b_', '**a**'];
  expect(await renderedTeasers(teasers, labels)).toEqual([
    '<p><strong>a</strong></p>',
    '<p><em>b</em></p>',
    '<p><strong>a</strong></p>',
  ]);
});

test('a draft is rendered by the same renderer and not kept', async () => {
  const before = await db.rendering.count();
  expect(await renderedDraft({ teaser: '**a**', body: '' }, 1n, labels, pictures)).toEqual({
    openingHtml: '<p><strong>a</strong></p>',
    restHtml: null,
  });
  expect(await db.rendering.count()).toBe(before);
});

test('what was rendered long ago is swept', async () => {
  const key = Buffer.from(randomUUID());
  await db.rendering.create({
    data: { key, opening: 'x', createdAt: new Date(Date.now() - 61 * 86_400_000) },
  });
  await sweepOldRows();
  expect(await db.rendering.count({ where: { key } })).toBe(0);
});

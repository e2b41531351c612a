import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { GET } from '@/app/api/health/route';
import { db } from '@/lib/core/db';
import { getDraft } from '@/lib/desks/studio/get-draft';
import { renderInWorker, startRenderPool } from '@/lib/ground/markdown/render-in-worker';
import { renderedArticle, renderedDraft } from '@/lib/ground/markdown/rendered-article';
import { buy } from '@/lib/rooms/unlocks/buy';
import { slowTexts } from '../../support/slow-texts';
import { makeCreator, makeDraft, publish } from '../studio/world';
import { makeArticle, makeAuthor, makeReader } from './world';

const labels = { notes: 'Notes', back: 'Back' };

test('16,000 characters of anything come back or are refused, and cost this thread little', async () => {
  for (const [name, teaser] of Object.entries(slowTexts(16_000))) {
    const before = process.threadCpuUsage();
    const rendering = await renderInWorker({ teaser, body: '' });
    const { user, system } = process.threadCpuUsage(before);
    // Each mark of a note has its way back: together more than a page can carry.
    if (name === 'one note for all') expect(rendering).toBeNull();
    else expect(rendering, name).not.toBeNull();
    // Measured: below 2 ms, 10 with the start of the thread.
    expect((user + system) / 1000, name).toBeLessThan(250);
  }
});

test('a text that gives more than a page can carry is no rendering', async () => {
  const texts = slowTexts(200_000);
  expect(await renderInWorker({ teaser: texts['one note for all'] ?? '', body: '' })).toBeNull();
  expect(await renderInWorker({ teaser: texts.entities ?? '', body: '' })).not.toBeNull();
});

test('while slow texts are rendered, people unlock and the server says that it lives', async () => {
  const author = await makeAuthor();
  const reader = await makeReader(10_000_000n);
  const texts = slowTexts(100_000);
  let rendering = true;
  const slow = Promise.all(
    ['notes', 'brackets', 'a wide table', 'nested images', 'headings', 'mixed marks'].map((name) =>
      renderInWorker({ teaser: texts[name] ?? '', body: '' }),
    ),
  ).finally(() => {
    rendering = false;
  });
  const probe = new Request('http://localhost:3000/api/health');
  let [alive, unlocked] = [0, 0];
  while (rendering && unlocked < 5) {
    const article = await makeArticle(author.id);
    await buy({ payer: { userId: reader.userId }, itemId: article.id, seenPriceMicros: article.priceMicros });
    unlocked += 1;
    for (let i = 0; i < 10; i += 1) {
      await setImmediate();
      if (rendering && (await GET(probe)).status === 200) alive += 1;
    }
  }
  await slow;
  expect(alive).toBeGreaterThan(5);
  expect(unlocked).toBeGreaterThan(0);
});

test('a text past the deadline is refused at publication, and shown as typed elsewhere', async () => {
  // The threads and the renderer as they are; time alone is short.
  const kept = globalThis as unknown as { farthingRenderPool?: ReturnType<typeof startRenderPool> };
  const before = kept.farthingRenderPool;
  const hasty = startRenderPool(1);
  kept.farthingRenderPool = hasty;
  onTestFinished(() => {
    kept.farthingRenderPool = before;
    return hasty.close();
  });
  const { creatorId } = await makeCreator();
  const text = `${slowTexts(50_000).notes}\n\n<!-- more -->\n\nPaid.`;
  const itemId = await makeDraft(creatorId, { text });
  await expect(publish(creatorId, itemId)).rejects.toMatchObject({
    code: 'not_ready',
    fieldErrors: { text: 'textSlow' },
  });
  expect(await getDraft(creatorId, itemId)).toMatchObject({ text, status: 'draft' });
  expect(await db.itemVersion.count({ where: { itemId } })).toBe(0);

  const old = { teaser: `<b>${slowTexts(50_000)['mixed marks']}`, body: null };
  const { openingHtml } = await renderedArticle(old, labels);
  expect(openingHtml).toMatch(/^<p class="whitespace-pre-wrap">&lt;b&gt;/);
  expect(await renderedDraft({ teaser: old.teaser, body: '' }, creatorId, labels, new Map())).toBeNull();
});

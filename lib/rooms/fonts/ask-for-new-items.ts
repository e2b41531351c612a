import 'server-only';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { MINUTE_MS } from '@/lib/core/time';
import { getCreator, listNewest, onSale } from '@/lib/rooms/catalog';
import { articleTexts, MORE_ITEMS } from './article-texts';
import { askForCut } from './ask-for-cut';

/** Longer than the job is ever late. */
const LATELY_MS = 15 * MINUTE_MS;

/** Asks for the type of Korean items published or changed lately, so the first reader has it. */
export async function askForNewItems(now = Date.now()): Promise<void> {
  const items = await db.item.findMany({
    where: { ...onSale(), language: 'ko', updatedAt: { gte: new Date(now - LATELY_MS) } },
    select: {
      id: true,
      title: true,
      summary: true,
      teaser: true,
      creator: { select: { name: true, handle: true } },
      body: { select: { body: true } },
    },
  });
  for (const { body, ...item } of items) {
    const [creator, more] = await Promise.all([
      getCreator(item.creator.handle),
      listNewest(
        { readerId: null, currency: env.WALLET_CURRENCY },
        { creatorHandle: item.creator.handle, without: [item.id], page: 1, size: MORE_ITEMS },
      ),
    ]);
    await askForCut({ texts: articleTexts(item, creator, more.entries) });
    await askForCut({
      texts: [body?.body ?? ''],
      without: [item.title, item.summary, item.teaser],
      itemId: item.id,
    });
  }
}

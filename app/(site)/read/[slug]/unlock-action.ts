'use server';

import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { microsSchema } from '@/lib/core/micros-schema';
import { readerAction } from '@/lib/entry/actions';
import { getArticle, readingOf } from '@/lib/rooms/catalog';
import { buy } from '@/lib/rooms/unlocks';
import { renderPaidPart } from './render-paid-part';

/**
 * Unlocks an article at the price that the reader saw. The answer brings what was paid for, and no page is
 * made for it. Repeating it charges nothing.
 */
export const unlockAction = readerAction(
  {
    name: 'unlock-item',
    input: z.object({ itemId: idSchema, seenPriceMicros: microsSchema }),
    perMinute: 120,
  },
  async (input, { viewer, withoutScript }) => {
    const unlocking = buy({ payer: { userId: viewer.userId }, ...input });
    // The page that is loaded next shows it.
    if (withoutScript) return unlocking.then(() => null);
    // What is free to see can be looked up meanwhile.
    const find = () => getArticle(input.itemId, readingOf(viewer));
    const [done, found] = await Promise.all([unlocking, find()]);
    // Withdrawn in between: it is the reader's all the same.
    return renderPaidPart(found ?? (await find()), viewer, done);
  },
);

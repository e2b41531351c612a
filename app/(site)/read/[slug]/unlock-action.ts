'use server';

import { z } from 'zod';
import { readerAction } from '@/lib/action';
import { unlockItem } from '@/lib/items/unlock-item';
import { renderPaidPart } from './render-paid-part';
import { whole } from './whole';

/**
 * Unlocks an article at the price that the reader saw. The answer brings what was paid for, and no page is made for it.
 * Repeating it charges nothing.
 */
export const unlockAction = readerAction(
  { name: 'unlock-item', input: z.object({ itemId: whole, seenPriceMicros: whole }), perMinute: 120 },
  async (input, { viewer, withoutScript }) => {
    const done = await unlockItem({ userId: viewer.userId, ...input });
    // The page that is loaded next shows it.
    return withoutScript ? null : renderPaidPart(input.itemId, viewer, done);
  },
);

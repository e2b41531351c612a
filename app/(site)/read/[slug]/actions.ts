'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { readerAction } from '@/lib/action';
import { refundUnlock } from '@/lib/items/refund-unlock';
import { unlockItem } from '@/lib/items/unlock-item';

// The ledger refuses what is zero or beyond 64 bits; here only the form of a whole number is checked.
const whole = z
  .string()
  .regex(/^\d{1,19}$/)
  .transform(BigInt);

/**
 * Unlocks an article at the price that the reader saw. The same answer brings the page anew, now with its text: one round
 * trip. Repeating it charges nothing.
 */
export const unlockAction = readerAction(
  { name: 'unlock-item', input: z.object({ itemId: whole, seenPriceMicros: whole }), perMinute: 120 },
  async (input, { viewer }) => {
    await unlockItem({ userId: viewer.userId, ...input });
    refresh();
  },
);

/** Takes the viewer's own unlock back; the page comes anew without its text. */
export const undoUnlockAction = readerAction(
  { name: 'undo-unlock', input: z.object({ unlockId: whole }), perMinute: 30 },
  async ({ unlockId }, { viewer }) => {
    await refundUnlock({ userId: viewer.userId, unlockId });
    refresh();
  },
);

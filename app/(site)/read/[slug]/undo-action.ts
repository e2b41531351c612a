'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { readerAction } from '@/lib/entry/actions';
import { refundUnlock } from '@/lib/rooms/unlocks';
import { whole } from './whole';

/** Takes the viewer's own unlock back; the page comes anew without its text. */
export const undoUnlockAction = readerAction(
  { name: 'undo-unlock', input: z.object({ unlockId: whole }), perMinute: 30 },
  async ({ unlockId }, { viewer }) => {
    await refundUnlock({ userId: viewer.userId, unlockId });
    refresh();
  },
);

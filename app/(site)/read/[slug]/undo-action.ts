'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { readerAction } from '@/lib/entry/actions';
import { undo } from '@/lib/rooms/unlocks';

/** Takes the viewer's own unlock back; the page comes again without its text. */
export const undoUnlockAction = readerAction(
  { name: 'undo-unlock', input: z.object({ unlockId: idSchema }), perMinute: 30 },
  async ({ unlockId }, { viewer }) => {
    await undo({ userId: viewer.userId, unlockId });
    refresh();
  },
);

'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { readerAction } from '@/lib/entry/actions';
import { showLicenceKey } from '@/lib/rooms/media';

/** Shows the viewer the licence key of their own unlock, which can then no longer be taken back. */
export const showKeyAction = readerAction(
  { name: 'show-licence-key', input: z.object({ unlockId: idSchema }), perMinute: 30 },
  async ({ unlockId }, { viewer }) => {
    await showLicenceKey({ unlockId, readerId: viewer.userId });
    refresh();
  },
);

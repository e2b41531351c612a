'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { restoreVersion } from '@/lib/desks/studio';
import { creatorAction } from '@/lib/entry/actions';

const input = z.object({
  itemId: idSchema,
  number: z.coerce.number().int().min(1).max(1_000_000),
  revision: z.coerce.number().int().min(1),
});

/** Puts an old version into the draft and leads to the editor. */
export const restoreVersionAction = creatorAction(
  { name: 'restore-version', input, perMinute: 30 },
  async (request, { viewer }) => {
    await restoreVersion({ ...request, creatorId: viewer.creatorId });
    redirect(`/studio/items/${request.itemId}`);
  },
);

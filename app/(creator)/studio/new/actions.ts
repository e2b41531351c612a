'use server';

import { redirect } from 'next/navigation';
import { getLocale } from 'next-intl/server';
import { z } from 'zod';
import { createItem } from '@/lib/desks/studio';
import { creatorAction } from '@/lib/entry/actions';
import { ItemKind } from '@/lib/generated/prisma/enums';

/** A new draft of the chosen kind, and on to its editor. */
export const createItemAction = creatorAction(
  { name: 'create-item', input: z.object({ kind: z.enum(ItemKind) }), perMinute: 20 },
  async ({ kind }, { viewer }) => {
    const id = await createItem({ creatorId: viewer.creatorId, kind, language: await getLocale() });
    redirect(`/studio/items/${id}`);
  },
);

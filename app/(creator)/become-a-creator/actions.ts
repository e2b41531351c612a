'use server';

import { redirect } from 'next/navigation';
import { getLocale } from 'next-intl/server';
import { z } from 'zod';
import { becomeCreator, profileSchema } from '@/lib/desks/studio';
import { readerAction } from '@/lib/entry/actions';

/** Makes the viewer a creator and leads into the studio; who is one already just goes there. */
export const becomeCreatorAction = readerAction(
  {
    name: 'become-creator',
    input: profileSchema.extend({ timeZone: z.string().max(64).optional() }),
    perMinute: 20,
  },
  async (profile, { viewer, address, requestId }) => {
    const locale = await getLocale();
    await becomeCreator({ ...profile, userId: viewer.userId, locale, address, requestId });
    redirect('/studio');
  },
);

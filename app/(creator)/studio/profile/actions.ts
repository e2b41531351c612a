'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { profileSchema, saveProfile } from '@/lib/desks/studio';
import { creatorAction } from '@/lib/entry/actions';

export const saveProfileAction = creatorAction(
  {
    name: 'save-creator-profile',
    input: profileSchema.extend({ timeZone: z.string().max(64, 'timeZone') }),
    perMinute: 30,
  },
  async (profile, { viewer, address, requestId }) => {
    const { creatorId, userId } = viewer;
    await saveProfile({ ...profile, creatorId, userId, address, requestId });
    revalidatePath('/studio/profile');
    return { message: (await getTranslations('studio.profile'))('saved') };
  },
);

'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { OPTIONAL_KINDS, setMailWanted } from '@/lib/desks/notify';
import { creatorAction } from '@/lib/entry/actions';

const box = z
  .literal('on')
  .transform(() => true)
  .default(false);

/** Boxes that are not ticked are not sent: that kind is stopped. */
export const saveMailPreferencesAction = creatorAction(
  {
    name: 'save-mail-preferences',
    input: z.object({ first_earnings: box, payout_sent: box, weekly_summary: box }),
    perMinute: 20,
  },
  async (wanted, { viewer: { userId } }) => {
    for (const kind of OPTIONAL_KINDS) await setMailWanted({ userId, kind }, wanted[kind]);
    revalidatePath('/settings');
    return { message: (await getTranslations('creatorMail.settings'))('saved') };
  },
);

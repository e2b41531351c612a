'use server';

import { revalidatePath } from 'next/cache';
import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { idSchema, noteSchema } from '@/lib/core/ids';
import { endOddMoney, OUTCOMES } from '@/lib/desks/backoffice';
import { adminAction } from '@/lib/entry/actions';
import { MAY } from '@/lib/ground/policy';

/** Ends what was put aside: posts it, gives it back, or notes why nothing is posted. */
export const endOddMoneyAction = adminAction(
  {
    name: 'end-odd-money',
    input: z.object({ id: idSchema, outcome: z.enum(OUTCOMES), note: noteSchema }),
    perMinute: 30,
    roles: MAY.endOddMoney,
    proof: true,
  },
  async (input, { act, viewer }) => {
    await endOddMoney({ ...input, act, role: viewer.adminRole, locale: await getLocale() });
    revalidatePath('/admin', 'layout');
    return { message: (await getTranslations('oddMoney'))('endedMessage') };
  },
);

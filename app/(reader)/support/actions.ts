'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { DomainError } from '@/lib/core/errors';
import { idSchema } from '@/lib/core/ids';
import { messageSchema, openRequest, readAbout, subjectSchema, writeBack } from '@/lib/desks/support';
import { readerAction } from '@/lib/entry/actions';

export const openRequestAction = readerAction(
  {
    name: 'open-support-request',
    input: z.object({
      messageKey: z.uuid(),
      subject: subjectSchema,
      body: messageSchema,
      about: z.string().max(40).default(''),
    }),
    perMinute: 5,
  },
  async ({ messageKey, subject, body, about: given }, { viewer }): Promise<{ message: string }> => {
    const about = given ? readAbout(given) : null;
    if (given && !about) throw new DomainError('not_found');
    const locale = await getLocale();
    const id = await openRequest({
      userId: viewer.userId,
      requestKey: messageKey,
      subject,
      body,
      locale,
      about,
    });
    redirect(`/support/${id}`);
  },
);

export const writeBackAction = readerAction(
  {
    name: 'write-back-to-support',
    input: z.object({ requestId: idSchema, messageKey: z.uuid(), body: messageSchema }),
    perMinute: 5,
  },
  async ({ requestId, messageKey, body }, { viewer }) => {
    await writeBack({ userId: viewer.userId, requestId, messageKey, body });
    revalidatePath(`/support/${requestId}`);
    return { message: (await getTranslations('support.form'))('sent') };
  },
);

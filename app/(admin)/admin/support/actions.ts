'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import {
  answerRequest,
  archiveCannedAnswer,
  changeRequest,
  messageSchema,
  noteOnRequest,
  saveCannedAnswer,
  subjectSchema,
} from '@/lib/desks/support';
import { adminAction } from '@/lib/entry/actions';
import { MAY } from '@/lib/ground/policy';

const PATH = '/admin/support';
const written = { requestId: idSchema, messageKey: z.uuid(), body: messageSchema };

export const answerRequestAction = adminAction(
  {
    name: 'answer-support-request',
    input: z.object({ ...written, status: z.enum(['waiting', 'solved']).default('waiting') }),
    perMinute: 30,
    roles: MAY.answerSupport,
  },
  async (input, { act }) => {
    await answerRequest(input, act);
    revalidatePath(PATH, 'layout');
    return { message: (await getTranslations('support.form'))('sent') };
  },
);

export const noteOnRequestAction = adminAction(
  { name: 'note-on-support-request', input: z.object(written), perMinute: 30, roles: MAY.answerSupport },
  async (input, { act }) => {
    await noteOnRequest(input, act);
    revalidatePath(PATH, 'layout');
    return { message: (await getTranslations('support.form'))('noted') };
  },
);

export const changeRequestAction = adminAction(
  {
    name: 'change-support-request',
    input: z.object({
      requestId: idSchema,
      status: z.enum(['open', 'waiting', 'solved']).optional(),
      owner: z.enum(['me', 'nobody']).optional(),
    }),
    perMinute: 60,
    roles: MAY.answerSupport,
  },
  async ({ requestId: id, ...change }, { act }) => {
    await changeRequest(id, change, act);
    revalidatePath(PATH, 'layout');
    return { message: (await getTranslations('support.queue'))('changed') };
  },
);

export const saveCannedAnswerAction = adminAction(
  {
    name: 'save-canned-answer',
    input: z.object({
      id: z.union([idSchema, z.literal('').transform(() => null)]),
      title: subjectSchema.pipe(z.string().max(100, 'tooLong')),
      bodyEn: messageSchema,
      bodyKo: messageSchema,
    }),
    perMinute: 30,
    roles: MAY.answerSupport,
  },
  async ({ id, ...answer }, { act }) => {
    await saveCannedAnswer(id, answer, act);
    revalidatePath(`${PATH}/answers`);
    return { message: (await getTranslations('support.canned'))('saved') };
  },
);

export const archiveCannedAnswerAction = adminAction(
  {
    name: 'archive-canned-answer',
    input: z.object({ id: idSchema }),
    perMinute: 30,
    roles: MAY.answerSupport,
  },
  async ({ id }, { act }) => {
    await archiveCannedAnswer(id, act);
    revalidatePath(`${PATH}/answers`);
    return { message: (await getTranslations('support.canned'))('archived') };
  },
);

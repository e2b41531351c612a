'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { idSchema, noteSchema } from '@/lib/core/ids';
import { adminAction } from '@/lib/entry/actions';
import { MAY } from '@/lib/ground/policy';
import { prepareEvidence, submitEvidence } from '@/lib/rooms/money-back';

export const prepareEvidenceAction = adminAction(
  {
    name: 'prepare-evidence',
    input: z.object({ disputeId: idSchema, statement: noteSchema }),
    perMinute: 10,
    roles: MAY.answerDisputes,
    proof: true,
  },
  async (input, { act }) => {
    await prepareEvidence({ ...input, act });
    revalidatePath(`/admin/disputes/${input.disputeId}`);
    return { message: (await getTranslations('disputes'))('prepared') };
  },
);

export const submitEvidenceAction = adminAction(
  {
    name: 'submit-evidence',
    input: z.object({ evidenceId: idSchema }),
    perMinute: 10,
    roles: MAY.answerDisputes,
    proof: true,
  },
  async ({ evidenceId }, { act }) => {
    await submitEvidence({ evidenceId, act });
    revalidatePath('/admin/disputes', 'layout');
    return { message: (await getTranslations('disputes'))('submitted') };
  },
);

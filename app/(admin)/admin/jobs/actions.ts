'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { actOnJob } from '@/lib/desks/backoffice';
import { adminAction } from '@/lib/entry/actions';
import { MAY } from '@/lib/ground/policy';

export const actOnJobAction = adminAction(
  {
    name: 'act-on-job',
    input: z.object({ jobId: idSchema, verb: z.enum(['retry', 'remove']) }),
    perMinute: 60,
    roles: MAY.manageJobs,
    proof: true,
  },
  async ({ jobId, verb }, { act }) => {
    await actOnJob(jobId, verb, act);
    revalidatePath('/admin/jobs');
    const t = await getTranslations('jobs');
    return { message: t(verb === 'retry' ? 'retried' : 'removed', { id: String(jobId) }) };
  },
);

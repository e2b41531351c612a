'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { adminAction } from '@/lib/action';
import { MAY } from '@/lib/admin/permissions';
import { idSchema } from '@/lib/admin/schemas';
import { actOnJob } from '@/lib/admin-jobs/act-on-job';

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

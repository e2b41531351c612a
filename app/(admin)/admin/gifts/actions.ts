'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { idSchema, noteSchema } from '@/lib/core/ids';
import { approveBatch, confirmBatch, rejectBatch } from '@/lib/desks/backoffice';
import { adminAction } from '@/lib/entry/actions';
import { MAY } from '@/lib/ground/policy';

const PAGE = '/admin/gifts/[id]';

export const confirmBatchAction = adminAction(
  {
    name: 'confirm-gift-batch',
    input: z.object({ batchId: idSchema, note: noteSchema, repeatsId: idSchema.optional() }),
    perMinute: 20,
    roles: MAY.giveInBulk,
    proof: true,
  },
  async (input, { act }) => {
    const status = await confirmBatch(input, act);
    revalidatePath(PAGE, 'page');
    return { message: (await getTranslations('admin.gifts'))(status === 'waiting' ? 'asked' : 'begun') };
  },
);

export const approveBatchAction = adminAction(
  {
    name: 'approve-gift-batch',
    input: z.object({ batchId: idSchema }),
    perMinute: 20,
    roles: MAY.approve,
    proof: true,
  },
  async ({ batchId }, { act }) => {
    await approveBatch(batchId, act);
    revalidatePath(PAGE, 'page');
    return { message: (await getTranslations('admin.gifts'))('begun') };
  },
);

export const rejectBatchAction = adminAction(
  {
    name: 'reject-gift-batch',
    input: z.object({ batchId: idSchema, note: noteSchema }),
    perMinute: 20,
    roles: MAY.giveInBulk,
    proof: true,
  },
  async (input, { act }) => {
    await rejectBatch(input, act);
    revalidatePath(PAGE, 'page');
    return { message: (await getTranslations('admin.gifts'))('rejected') };
  },
);

'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { idSchema, noteSchema } from '@/lib/core/ids';
import { DAY_MS } from '@/lib/core/time';
import {
  decideCharge,
  getRun,
  requestCharge,
  runReconciliation,
  setDifferenceState,
} from '@/lib/desks/reconciliation';
import { adminAction } from '@/lib/entry/actions';
import { MAY } from '@/lib/ground/policy';

const day = z.union([z.literal(''), z.iso.date()]);

export const reconcileStripeAction = adminAction(
  {
    name: 'reconcile-stripe',
    input: z.object({ from: day, until: day }),
    perMinute: 5,
    roles: MAY.reconcile,
    proof: true,
  },
  async ({ from, until }, { act }) => {
    const runId = await runReconciliation({
      fromAt: from === '' ? new Date(0) : new Date(`${from}T00:00:00Z`),
      untilAt: until === '' ? new Date() : new Date(Date.parse(`${until}T00:00:00Z`) + DAY_MS),
      act,
    });
    revalidatePath('/admin/reconciliation');
    const run = await getRun(runId);
    const t = await getTranslations('reconciliation');
    return { message: t('started', { differences: run?.differences ?? 0, explained: run?.explained ?? 0 }) };
  },
);

const differenceInput = {
  runId: idSchema,
  number: z.coerce.number().int().min(1).max(2_147_483_647),
  note: noteSchema,
};

/** Asks for a difference to be posted as a cost of Stripe's own. */
export const requestChargeAction = adminAction(
  {
    name: 'request-processor-charge',
    input: z.object(differenceInput),
    perMinute: 30,
    roles: MAY.reconcile,
    proof: true,
  },
  async (input, { act }) => {
    await requestCharge(input, act);
    revalidatePath('/admin', 'layout');
    return { message: (await getTranslations('reconciliation'))('charge.asked') };
  },
);

/** A second admin agrees to it, or says no. */
export const decideChargeAction = adminAction(
  {
    name: 'decide-processor-charge',
    input: z.object({ id: idSchema, agrees: z.enum(['yes', 'no']), note: noteSchema }),
    perMinute: 30,
    roles: MAY.approve,
    proof: true,
  },
  async ({ id, agrees, note }, { act }) => {
    await decideCharge({ id, agrees: agrees === 'yes', note }, act);
    revalidatePath('/admin', 'layout');
    return {
      message: (await getTranslations('reconciliation'))(
        agrees === 'yes' ? 'charge.posted' : 'charge.rejected',
      ),
    };
  },
);

/** Says why a difference stays, or opens it again. */
export const setDifferenceStateAction = adminAction(
  {
    name: 'set-difference-state',
    input: z.object({
      ...differenceInput,
      state: z.enum(['explained', 'open']),
    }),
    perMinute: 60,
    roles: MAY.reconcile,
    proof: true,
  },
  async (input, { act }) => {
    await setDifferenceState(input, act);
    revalidatePath('/admin/reconciliation', 'layout');
    return { message: (await getTranslations('reconciliation'))(`set.${input.state}`) };
  },
);

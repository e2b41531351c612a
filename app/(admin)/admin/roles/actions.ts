'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { emailSchema } from '@/lib/core/normalise-email';
import { resetSecondFactor } from '@/lib/desks/backoffice';
import { adminAction } from '@/lib/entry/actions';
import { deliverSoon } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';
import { setAdminRole } from '@/lib/rooms/identity';

const role = z.enum(['support', 'finance', 'owner']);

export const addAdminAction = adminAction(
  {
    name: 'add-admin',
    input: z.object({ email: emailSchema, role }),
    perMinute: 20,
    roles: MAY.setRoles,
    proof: true,
  },
  async (input, { act }) => {
    const { email } = await setAdminRole({ email: input.email }, input.role, act);
    revalidatePath('/admin/roles');
    return { message: (await getTranslations('admin.roles'))('saved', { email }) };
  },
);

export const setAdminRoleAction = adminAction(
  {
    name: 'set-admin-role',
    input: z.object({ userId: idSchema, role: z.union([role, z.literal('none')]) }),
    perMinute: 20,
    roles: MAY.setRoles,
    proof: true,
  },
  async (input, { act }) => {
    const wanted = input.role === 'none' ? null : input.role;
    const { email } = await setAdminRole({ userId: input.userId }, wanted, act);
    revalidatePath('/admin/roles');
    return { message: (await getTranslations('admin.roles'))('saved', { email }) };
  },
);

/** For an admin who has lost the phone and the recovery codes. */
export const resetSecondFactorAction = adminAction(
  {
    name: 'reset-second-factor',
    input: z.object({ userId: idSchema }),
    perMinute: 10,
    roles: MAY.resetSecondFactors,
    proof: true,
  },
  async ({ userId }, { act }) => {
    const { email } = await resetSecondFactor(userId, act);
    deliverSoon(act.requestId);
    revalidatePath('/admin/roles');
    return { message: (await getTranslations('admin.roles'))('factorWasReset', { email }) };
  },
);

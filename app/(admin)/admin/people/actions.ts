'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { isCurrencyCode } from '@/lib/core/currencies';
import { idSchema, noteSchema } from '@/lib/core/ids';
import { microsSchema } from '@/lib/core/micros-schema';
import { endSessions, setCreatorFrozen, setWalletFrozen, writeNote } from '@/lib/desks/backoffice';
import { adminAction } from '@/lib/entry/actions';
import { MAY } from '@/lib/ground/policy';
import { releaseGiftEarnings } from '@/lib/rooms/payouts';

const PAGE = '/admin/people/[id]';
const said = async (key: 'noted' | 'ended' | 'frozen' | 'released' | 'giftsReleased') => ({
  message: (await getTranslations('admin.person'))(key),
});

export const writeNoteAction = adminAction(
  {
    name: 'write-note',
    input: z.object({ userId: idSchema, note: noteSchema }),
    perMinute: 30,
    roles: MAY.writeNotes,
  },
  async ({ userId, note }, { act }) => {
    await writeNote({ userId, body: note }, act);
    revalidatePath(PAGE, 'page');
    return said('noted');
  },
);

export const endSessionsAction = adminAction(
  {
    name: 'end-sessions',
    input: z.object({ userId: idSchema, sessionId: z.uuid().optional() }),
    perMinute: 30,
    roles: MAY.endSessions,
    proof: true,
  },
  async ({ userId, sessionId = null }, { viewer, act }) => {
    await endSessions({ userId, sessionId, role: viewer.adminRole }, act);
    revalidatePath(PAGE, 'page');
    return said('ended');
  },
);

export const freezeWalletAction = adminAction(
  {
    name: 'freeze-wallet',
    input: z.object({ walletId: idSchema, reason: noteSchema }),
    perMinute: 30,
    roles: MAY.freeze,
    proof: true,
  },
  async (input, { act }) => {
    await setWalletFrozen(input, act);
    // The page of the person, and that of a dispute that held it.
    revalidatePath('/admin', 'layout');
    return said('frozen');
  },
);

export const releaseWalletAction = adminAction(
  {
    name: 'release-wallet',
    input: z.object({ walletId: idSchema, reason: noteSchema }),
    perMinute: 30,
    roles: MAY.freeze,
    proof: true,
  },
  async ({ walletId, reason }, { act }) => {
    await setWalletFrozen({ walletId, reason: null, why: reason }, act);
    // The page of the person, and that of a dispute that held it.
    revalidatePath('/admin', 'layout');
    return said('released');
  },
);

export const freezeCreatorAction = adminAction(
  {
    name: 'freeze-creator',
    input: z.object({ creatorId: idSchema, reason: noteSchema }),
    perMinute: 30,
    roles: MAY.freeze,
    proof: true,
  },
  async (input, { act }) => {
    await setCreatorFrozen(input, act);
    revalidatePath(PAGE, 'page');
    return said('frozen');
  },
);

export const releaseCreatorAction = adminAction(
  {
    name: 'release-creator',
    input: z.object({ creatorId: idSchema, reason: noteSchema }),
    perMinute: 30,
    roles: MAY.freeze,
    proof: true,
  },
  async ({ creatorId, reason }, { act }) => {
    await setCreatorFrozen({ creatorId, reason: null, why: reason }, act);
    revalidatePath(PAGE, 'page');
    return said('released');
  },
);

export const releaseGiftsAction = adminAction(
  {
    name: 'release-gifts',
    input: z.object({
      creatorId: idSchema,
      currency: z.string().refine(isCurrencyCode),
      seenMicros: microsSchema,
      reason: noteSchema,
    }),
    perMinute: 30,
    roles: MAY.releaseGifts,
    proof: true,
  },
  async ({ reason, ...input }, { act }) => {
    await releaseGiftEarnings({ ...input, note: reason, by: act });
    revalidatePath(PAGE, 'page');
    return said('giftsReleased');
  },
);

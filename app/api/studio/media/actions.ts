'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { creatorAction } from '@/lib/entry/actions';
import { addKeys, removeFreeKeys, removeMedia, setKeySupply } from '@/lib/rooms/media';

const itemId = idSchema;

/** Takes the creator's portrait away. */
export const removeAvatarAction = creatorAction(
  { name: 'remove-avatar', input: z.object({}), perMinute: 30 },
  async (_input, { viewer }) => {
    await removeMedia({ creatorId: viewer.creatorId, itemId: null, purpose: 'avatar' });
  },
);

/** Takes the cover or the file of an item away; what is on sale keeps its file. */
export const removeItemMediaAction = creatorAction(
  {
    name: 'remove-item-media',
    input: z.object({ itemId, purpose: z.enum(['cover', 'file']) }),
    perMinute: 30,
  },
  async (input, { viewer }) => {
    await removeMedia({ ...input, creatorId: viewer.creatorId });
  },
);

/** Chooses where a game item's licence keys come from. */
export const setKeySupplyAction = creatorAction(
  {
    name: 'set-key-supply',
    input: z.object({ itemId, supply: z.enum(['none', 'pool', 'generated']) }),
    perMinute: 30,
  },
  async ({ itemId, supply }, { viewer }) => {
    await setKeySupply({ itemId, creatorId: viewer.creatorId, supply: supply === 'none' ? null : supply });
    refresh();
  },
);

/** Adds keys, one a line, to a game item's list. */
export const addKeysAction = creatorAction(
  { name: 'add-keys', input: z.object({ itemId, keys: z.string().max(2_500_000) }), perMinute: 20 },
  async ({ itemId, keys }, { viewer }) => {
    const counts = await addKeys({ itemId, creatorId: viewer.creatorId, text: keys });
    refresh();
    return counts;
  },
);

/** Takes the free keys out of a game item's list. */
export const removeFreeKeysAction = creatorAction(
  { name: 'remove-free-keys', input: z.object({ itemId }), perMinute: 20 },
  async ({ itemId }, { viewer }) => {
    const removed = await removeFreeKeys({ itemId, creatorId: viewer.creatorId });
    refresh();
    return { removed };
  },
);

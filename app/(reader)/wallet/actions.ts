'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { getLocale } from 'next-intl/server';
import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { microsSchema } from '@/lib/core/micros-schema';
import { readerAction } from '@/lib/entry/actions';
import { cancelTopUp, createTopUp } from '@/lib/rooms/wallet';

const box = z.union([z.boolean(), z.literal('on').transform(() => true)]).default(false);

const topUpInput = z
  .object({
    requestKey: z.uuid(),
    amount: z.string().max(60).default(''),
    preset: z.string().max(60).default(''),
    saveCard: box,
    wantedItemId: idSchema.optional(),
    seenPriceMicros: microsSchema.optional(),
  })
  .refine(
    ({ wantedItemId, seenPriceMicros }) => (wantedItemId === undefined) === (seenPriceMicros === undefined),
  );

/**
 * Starts a top-up; `checkoutUrl` is where to go on: Stripe's page, or our own of a top-up that is finished
 * already. A form that was sent without script is led there.
 */
export const createTopUpAction = readerAction(
  { name: 'create-top-up', input: topUpInput, perMinute: 20 },
  async (input, { viewer, address, withoutScript }) => {
    const { requestKey, amount, preset, saveCard, wantedItemId, seenPriceMicros } = input;
    const wanted =
      wantedItemId !== undefined && seenPriceMicros !== undefined
        ? { itemId: wantedItemId, priceMicros: seenPriceMicros }
        : null;
    const { topUpId, url } = await createTopUp({
      userId: viewer.userId,
      requestKey,
      // What was typed counts before what was picked.
      amount: amount.trim() || preset,
      saveCard,
      wanted,
      locale: await getLocale(),
      address,
    });
    if (withoutScript) redirect(url);
    return { checkoutUrl: url, topUpId: String(topUpId) };
  },
);

/** Closes a top-up that is not paid. `status` is what it became: `paid` if the payment was faster. */
export const cancelTopUpAction = readerAction(
  { name: 'cancel-top-up', input: z.object({ topUpId: idSchema }), perMinute: 20 },
  async ({ topUpId }, { viewer }) => {
    const status = await cancelTopUp({ userId: viewer.userId, topUpId });
    revalidatePath(`/wallet/top-ups/${topUpId}`);
    return { status };
  },
);

'use server';

import { revalidatePath } from 'next/cache';
import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { DomainError } from '@/lib/core/errors';
import { microsSchema } from '@/lib/core/micros-schema';
import { formatMoney } from '@/lib/core/money';
import { creatorAction } from '@/lib/entry/actions';
import { ALL_COUNTRIES, PAYOUT_COUNTRIES } from '@/lib/ground/policy';
import {
  describeFailure,
  getPayoutAccount,
  getPayoutOrThrow,
  requestPayout,
  saveTaxDetails,
  setPayoutSchedule,
  startOnboarding,
} from '@/lib/rooms/payouts';

const PAGE = '/studio/payouts';

const onboardingInput = z.object({
  country: z.enum(PAYOUT_COUNTRIES).optional(),
  entityType: z.enum(['individual', 'company']).default('individual'),
});

/** `url` is Stripe's form, made for this one visit. The country counts until Stripe knows one. */
export const startOnboardingAction = creatorAction(
  { name: 'start-onboarding', input: onboardingInput, perMinute: 10 },
  async ({ country: chosen, entityType }, { viewer: { creatorId, userId }, address, requestId }) => {
    const { country: known } = await getPayoutAccount(creatorId);
    const country = known ?? chosen;
    if (!country) throw new DomainError('invalid_input', { fieldErrors: { country: 'country' } });
    try {
      return await startOnboarding({
        creatorId,
        country,
        entityType,
        by: { actorId: userId, address, requestId },
      });
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'invalid_input') throw error;
      revalidatePath(PAGE);
      throw new DomainError('invalid_input', { cause: error, fieldErrors: { country: 'country' } });
    }
  },
);

const payoutInput = z.object({
  requestKey: z.uuid(),
  amountMicros: microsSchema,
});

/** Pays the amount that the button named. `refused`: Stripe did not take it, and it is available again. */
export const requestPayoutAction = creatorAction(
  { name: 'request-payout', input: payoutInput, perMinute: 10 },
  async ({ requestKey, amountMicros }, { viewer: { creatorId, userId }, address, requestId }) => {
    const [locale, t] = await Promise.all([getLocale(), getTranslations('payouts')]);
    const { payoutId, status } = await requestPayout({
      creatorId,
      requestKey,
      amountMicros,
      locale,
      by: { actorId: userId, address, requestId },
    });
    revalidatePath(PAGE);
    if (status === 'created') return { message: t('ask.unknown'), refused: false };
    const { failureCode, currency } = await getPayoutOrThrow(creatorId, payoutId);
    if (status === 'failed') {
      const reason = t(`failure.${describeFailure(failureCode).reason}`);
      return { message: t('ask.refused', { reason }), refused: true };
    }
    return {
      message: t('ask.sent', { amount: formatMoney(amountMicros, currency, locale) }),
      refused: false,
    };
  },
);

export const setScheduleAction = creatorAction(
  {
    name: 'set-payout-schedule',
    input: z.object({ schedule: z.enum(['on_request', 'weekly', 'monthly']) }),
    perMinute: 20,
  },
  async ({ schedule }, { viewer: { creatorId }, address, requestId }) => {
    await setPayoutSchedule(creatorId, schedule, new Date(), { address, requestId });
    revalidatePath(PAGE);
    return { message: (await getTranslations('payouts.schedule'))('saved') };
  },
);

const words = (max: number) =>
  z
    .string()
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .pipe(z.string().min(1, 'required').max(max, 'tooLong'));

const taxInput = z.object({
  legalName: words(200),
  entity: z.enum(['individual', 'business']),
  country: z.string().refine((code) => ALL_COUNTRIES.includes(code), 'country'),
  address: words(500),
  taxId: z.string().max(40, 'tooLong').default(''),
  removeTaxId: z
    .literal('on')
    .transform(() => true)
    .default(false),
});

export const saveTaxDetailsAction = creatorAction(
  { name: 'save-tax-details', input: taxInput, perMinute: 10 },
  async (input, { viewer: { creatorId, userId }, address, requestId }) => {
    await saveTaxDetails({ ...input, creatorId, actorId: userId, from: { address, requestId } });
    revalidatePath(PAGE, 'layout');
    return { message: (await getTranslations('payouts.tax'))('saved') };
  },
);

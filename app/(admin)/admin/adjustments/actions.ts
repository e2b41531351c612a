'use server';

import { revalidatePath } from 'next/cache';
import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { refuseAmount } from '@/lib/core/amount-fault';
import { env } from '@/lib/core/env';
import { idSchema, noteSchema } from '@/lib/core/ids';
import { microsOrZeroSchema } from '@/lib/core/micros-schema';
import { MIN_PRICE_MICROS } from '@/lib/core/money';
import { readAmount } from '@/lib/core/read-amount';
import {
  approveAdjustment,
  lastMoment,
  parseTarget,
  previewAdjustment,
  rejectAdjustment,
  requestAdjustment,
  reverseAdjustment,
} from '@/lib/desks/backoffice';
import { adminAction } from '@/lib/entry/actions';
import { AdjustmentReason } from '@/lib/generated/prisma/enums';
import { MAY } from '@/lib/ground/policy';

const target = z
  .string()
  .max(80)
  .transform((text, context) => {
    const read = parseTarget(text);
    if (!read) context.addIssue({ code: 'custom', message: 'required' });
    return read ?? z.NEVER;
  });
const what = z.object({
  target,
  direction: z.enum(['credit', 'debit']),
  amount: z.string().max(40),
});

/** Signed micros. Amounts go down to a hundredth of a cent, as prices do. */
function signedMicros(
  { amount, direction }: { amount: string; direction: 'credit' | 'debit' },
  locale: string,
): bigint {
  const [currency, stepMicros] = [env.WALLET_CURRENCY, MIN_PRICE_MICROS];
  const read = readAmount(amount, currency, { stepMicros });
  if ('fault' in read) throw refuseAmount(read.fault, { currency, stepMicros, locale }, 'amount');
  return direction === 'credit' ? read.micros : -read.micros;
}

export const previewAdjustmentAction = adminAction(
  { name: 'preview-adjustment', input: what, perMinute: 120, roles: MAY.adjust },
  async (input, { viewer }) => {
    const [t, locale] = await Promise.all([getTranslations('admin.ledgerAccount'), getLocale()]);
    const preview = await previewAdjustment(input.target, signedMicros(input, locale), viewer.userId, locale);
    return {
      currency: preview.state.currency,
      lines: preview.lines.map(({ account, debitMicros, creditMicros }) => ({
        account: t(account),
        debitMicros: String(debitMicros),
        creditMicros: String(creditMicros),
      })),
      balanceMicros: String(preview.state.balanceMicros),
      balanceAfterMicros: String(preview.balanceAfterMicros),
      needsApproval: preview.needsApproval,
    };
  },
);

export const requestAdjustmentAction = adminAction(
  {
    name: 'request-adjustment',
    input: what.extend({
      giftExpiresAt: z.union([z.literal(''), z.iso.date()]).default(''),
      reason: z.enum(AdjustmentReason),
      note: noteSchema,
      requestKey: z.uuid(),
      seenBalanceMicros: microsOrZeroSchema,
      fileId: idSchema.optional(),
      fileAgain: z.literal('on').optional(),
    }),
    perMinute: 30,
    roles: MAY.adjust,
    proof: true,
  },
  async (input, { act }) => {
    const locale = await getLocale();
    const { id } = await requestAdjustment(
      {
        target: input.target,
        amountMicros: signedMicros(input, locale),
        giftExpiresAt: input.giftExpiresAt ? await lastMoment(input.target, input.giftExpiresAt) : null,
        reason: input.reason,
        note: input.note,
        requestKey: input.requestKey,
        seenBalanceMicros: input.seenBalanceMicros,
        fileId: input.fileId ?? null,
        fileAgain: input.fileAgain === 'on',
      },
      act,
      locale,
    );
    revalidatePath('/admin', 'layout');
    return { id: String(id) };
  },
);

export const approveAdjustmentAction = adminAction(
  {
    name: 'approve-adjustment',
    input: z.object({ adjustmentId: idSchema, seenBalanceMicros: microsOrZeroSchema }),
    perMinute: 30,
    roles: MAY.approve,
    proof: true,
  },
  async (input, { act }) => {
    try {
      await approveAdjustment(input, act, await getLocale());
    } finally {
      // Refused because something changed: the page shows what it is now.
      revalidatePath('/admin', 'layout');
    }
    return { message: (await getTranslations('admin.adjustment'))('approved') };
  },
);

export const rejectAdjustmentAction = adminAction(
  {
    name: 'reject-adjustment',
    input: z.object({ adjustmentId: idSchema, note: noteSchema }),
    perMinute: 30,
    roles: MAY.approve,
    proof: true,
  },
  async (input, { act }) => {
    await rejectAdjustment(input, act);
    revalidatePath('/admin', 'layout');
    return { message: (await getTranslations('admin.adjustment'))('rejectedDone') };
  },
);

export const reverseAdjustmentAction = adminAction(
  {
    name: 'reverse-adjustment',
    input: z.object({
      adjustmentId: idSchema,
      note: noteSchema,
      requestKey: z.uuid(),
      seenBalanceMicros: microsOrZeroSchema,
    }),
    perMinute: 30,
    roles: MAY.adjust,
    proof: true,
  },
  async (input, { act }) => {
    const { status } = await reverseAdjustment(input, act, await getLocale());
    revalidatePath('/admin', 'layout');
    const t = await getTranslations('admin.adjustment');
    return { message: status === 'posted' ? t('reversedDone') : t('reversalAsked') };
  },
);

'use server';

import { revalidatePath } from 'next/cache';
import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { refuseAmount } from '@/lib/core/amount-fault';
import { currencyOf } from '@/lib/core/currencies';
import { DomainError } from '@/lib/core/errors';
import { idSchema, noteSchema } from '@/lib/core/ids';
import { formatMoney } from '@/lib/core/money';
import { readAmount } from '@/lib/core/read-amount';
import { adminAction } from '@/lib/entry/actions';
import { MAY } from '@/lib/ground/policy';
import {
  approveReversal,
  cashOutWallet,
  getCashOut,
  getRefundable,
  getReversal,
  previewRefund,
  refundTopUp,
  rejectReversal,
  reverseUnlock,
} from '@/lib/rooms/money-back';
import { toPreviewData } from './to-preview-data';

const requestKey = z.uuid();

async function readRefundAmount(topUpId: bigint, amount: string, locale: string) {
  const topUp = await getRefundable(topUpId);
  if (!topUp) throw new DomainError('not_found');
  const { currency } = topUp;
  const stepMicros = currencyOf(currency).minorMicros;
  const read = readAmount(amount, currency, { stepMicros });
  if ('fault' in read) throw refuseAmount(read.fault, { currency, stepMicros, locale }, 'amount');
  return { currency, amountMicros: read.micros };
}

export const previewRefundAction = adminAction(
  {
    name: 'preview-refund',
    input: z.object({ topUpId: idSchema, amount: z.string().max(40) }),
    perMinute: 60,
    roles: MAY.refund,
  },
  async ({ topUpId, amount }) => {
    const locale = await getLocale();
    const { amountMicros } = await readRefundAmount(topUpId, amount, locale);
    return toPreviewData(await previewRefund(topUpId, amountMicros, locale));
  },
);

export const refundTopUpAction = adminAction(
  {
    name: 'refund-top-up',
    input: z.object({
      topUpId: idSchema,
      requestKey,
      amount: z.string().max(40),
      reason: z.enum(['requested_by_customer', 'duplicate', 'fraudulent']),
      note: noteSchema,
    }),
    perMinute: 20,
    roles: MAY.refund,
    proof: true,
  },
  async (input, { viewer, act }) => {
    const locale = await getLocale();
    const { currency, amountMicros } = await readRefundAmount(input.topUpId, input.amount, locale);
    const { status, amountMicros: micros } = await refundTopUp({
      ...input,
      amountMicros,
      role: viewer.adminRole,
      act,
      locale,
    });
    revalidatePath('/admin', 'layout');
    const amount = formatMoney(micros, currency, locale, { cents: false });
    return { message: (await getTranslations('refunds.done'))(status, { amount }) };
  },
);

export const cashOutAction = adminAction(
  {
    name: 'cash-out-wallet',
    input: z.object({ walletId: idSchema, requestKey, note: noteSchema }),
    perMinute: 10,
    roles: MAY.cashOut,
    proof: true,
  },
  async (input, { act }) => {
    const wallet = await getCashOut(input.walletId);
    if (!wallet) throw new DomainError('not_found');
    const results = await cashOutWallet({
      ...input,
      act,
    });
    revalidatePath('/admin', 'layout');
    const good = results.filter(({ status }) => status !== 'failed' && status !== 'canceled');
    const micros = good.reduce((sum, one) => sum + one.amountMicros, 0n);
    return {
      message: (await getTranslations('refunds.cash'))('done', {
        done: good.length,
        count: results.length,
        amount: formatMoney(micros, wallet.currency, await getLocale(), { cents: false }),
      }),
    };
  },
);

export const reverseUnlockAction = adminAction(
  {
    name: 'reverse-unlock',
    input: z.object({
      unlockId: idSchema,
      source: z.enum(['pending', 'available', 'platform']),
      note: noteSchema,
    }),
    perMinute: 20,
    roles: MAY.reverseUnlocks,
    proof: true,
  },
  async (input, { act }) => {
    const unlock = await getReversal(input.unlockId);
    if (!unlock) throw new DomainError('not_found');
    const locale = await getLocale();
    const { status, amountMicros } = await reverseUnlock({
      ...input,
      act,
      locale,
    });
    revalidatePath('/admin', 'layout');
    const t = await getTranslations('refunds.reverse');
    const amount = formatMoney(amountMicros, unlock.currency, locale, { cents: false });
    return { message: status === 'reversed' ? t('done', { amount }) : t('asked') };
  },
);

export const approveReversalAction = adminAction(
  {
    name: 'approve-reversal',
    input: z.object({ unlockId: idSchema, requestId: idSchema }),
    perMinute: 30,
    roles: MAY.approve,
    proof: true,
  },
  async ({ unlockId, requestId }, { act }) => {
    const unlock = await getReversal(unlockId);
    if (unlock?.request?.requestId !== requestId) throw new DomainError('not_found');
    const locale = await getLocale();
    try {
      const { amountMicros } = await approveReversal({ requestId, act, locale });
      const amount = formatMoney(amountMicros, unlock.currency, locale, { cents: false });
      return { message: (await getTranslations('refunds.reverse'))('done', { amount }) };
    } finally {
      // Refused because something changed: the page shows what it is now.
      revalidatePath('/admin', 'layout');
    }
  },
);

export const rejectReversalAction = adminAction(
  {
    name: 'reject-reversal',
    input: z.object({ requestId: idSchema, reason: noteSchema }),
    perMinute: 30,
    roles: MAY.approve,
    proof: true,
  },
  async (input, { act }) => {
    await rejectReversal({ ...input, act });
    revalidatePath('/admin', 'layout');
    return { message: (await getTranslations('refunds.reverse'))('rejected') };
  },
);

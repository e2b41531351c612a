import 'server-only';
import { currencyOf } from '@/lib/core/currencies';
import { DomainError } from '@/lib/core/errors';
import { formatMoney } from '@/lib/core/money';
import type { PostingPreview } from './preview-reversal';
import { getRefundable } from './queries';

/** What a refund would post: paid lot to clearing. Throws `nothing_to_refund`, `refund_too_large` … */
export async function previewRefund(
  topUpId: bigint,
  amountMicros: bigint,
  locale: string,
): Promise<PostingPreview> {
  const topUp = await getRefundable(topUpId);
  if (!topUp) throw new DomainError('not_found');
  const { currency, mostMicros, walletMicros } = topUp;
  if (mostMicros <= 0n) throw new DomainError('nothing_to_refund');
  if (amountMicros <= 0n || amountMicros % currencyOf(currency).minorMicros !== 0n)
    throw new DomainError('invalid_input');
  if (amountMicros > mostMicros)
    throw new DomainError('refund_too_large', {
      details: { max: formatMoney(mostMicros, currency, locale) },
    });
  return refundPostings(currency, walletMicros, amountMicros);
}

/** The two sides of money that goes back to its card. */
export function refundPostings(currency: string, paidMicros: bigint, amountMicros: bigint): PostingPreview {
  return {
    currency,
    lines: [
      { account: 'paid_lot', debitMicros: amountMicros, creditMicros: 0n },
      { account: 'card_clearing', debitMicros: 0n, creditMicros: amountMicros },
    ],
    balanceMicros: paidMicros,
    balanceAfterMicros: paidMicros - amountMicros,
  };
}

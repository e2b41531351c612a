import 'server-only';
import type { RefundStatus } from '@/lib/generated/prisma/enums';
import { resumeRefund, sendRefund } from './send-refund';
import { type NewRefund, writeRefund } from './write-refund';

export interface RefundResult {
  refundId: bigint;
  amountMicros: bigint;
  status: RefundStatus;
}

/**
 * An admin gives a top-up, or a part of it, back to its card: takes the money out of the paid lot, then asks
 * Stripe. Safe to repeat with the same key. Resolves to what Stripe made of it, to `failed` when Stripe
 * refused and the money is back, or to `created` when Stripe did not answer: then the job finds out. Throws
 * `not_found`, `own_account`, `nothing_to_refund`, `refund_too_large`, `over_own_limit` and `invalid_input`
 * (an amount that is not whole, or a key that was used for another), before anything has moved.
 */
export async function refundTopUp(input: NewRefund): Promise<RefundResult> {
  const { refund, isNew } = await writeRefund({ ...input, requestKey: input.requestKey.toLowerCase() });
  const status = isNew
    ? await sendRefund(refund)
    : refund.status === 'created'
      ? await resumeRefund(refund)
      : refund.status;
  return { refundId: refund.id, amountMicros: refund.amountMicros, status };
}

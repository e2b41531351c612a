import 'server-only';
import { env } from '@/lib/core/env';
import { DomainError, type ErrorCode } from '@/lib/core/errors';
import { MINUTE_MS } from '@/lib/core/time';
import { type RefundResult, refundUnlock } from '@/lib/ground/ledger';

type Refusal = Exclude<RefundResult['status'], 'refunded' | 'already_refunded'>;

const codes: Record<Refusal, ErrorCode> = {
  not_found: 'not_found',
  window_over: 'refund_window_over',
  settled: 'refund_window_over',
  quota_used: 'refund_quota_used',
  key_shown: 'licence_key_shown',
};

/**
 * The one way for a reader to take an unlock of their own back; the money returns to the lots that it came
 * from. A repeat changes nothing and answers the same. Throws DomainError: `not_found` (also for somebody
 * else's), `refund_window_over`, `refund_quota_used`, `licence_key_shown`.
 */
export async function undo({
  userId,
  unlockId,
}: {
  userId: bigint;
  unlockId: bigint;
}): Promise<{ amountMicros: bigint; balanceMicros: bigint }> {
  const result = await refundUnlock({
    readerId: userId,
    unlockId,
    policy: {
      windowMinutes: env.REFUND_WINDOW_MINUTES,
      quota: env.REFUND_QUOTA,
      quotaDays: env.REFUND_QUOTA_DAYS,
    },
  });
  if (result.status !== 'refunded' && result.status !== 'already_refunded')
    throw new DomainError(codes[result.status]);
  return { amountMicros: result.amountMicros, balanceMicros: result.balanceMicros };
}

/** Until when an unlock can be taken back. */
export function refundableUntil(unlockedAt: Date): Date {
  return new Date(unlockedAt.getTime() + env.REFUND_WINDOW_MINUTES * MINUTE_MS);
}

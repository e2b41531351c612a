import 'server-only';
import { db } from '@/lib/db';
import { DomainError } from '@/lib/errors';
import type { PayoutSchedule } from '@/lib/generated/prisma/enums';
import { startOfPeriod } from './payout-period';

/**
 * How a creator wishes to be paid from now on. The first scheduled payout comes when the next week or month begins. Throws
 * `payout_not_verified` when no payout account was started.
 */
export async function setPayoutSchedule(
  creatorId: bigint,
  schedule: PayoutSchedule,
  now = new Date(),
): Promise<void> {
  const scheduledThrough = schedule === 'on_request' ? null : startOfPeriod(schedule, now);
  const { count } = await db.payoutAccount.updateMany({
    where: { creatorId, stripeAccountId: { not: null } },
    data: { schedule, scheduledThrough },
  });
  if (count === 0) throw new DomainError('payout_not_verified');
}

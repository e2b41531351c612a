import 'server-only';
import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import type { PayoutSchedule } from '@/lib/generated/prisma/enums';
import { startOfPeriod } from '@/lib/ground/policy';

/** How a creator is paid from the next week or month on. Throws `payout_not_verified` with no account. */
export async function setPayoutSchedule(
  creatorId: bigint,
  schedule: PayoutSchedule,
  now = new Date(),
  from: { address?: string; requestId?: string } = {},
): Promise<void> {
  const scheduledThrough = schedule === 'on_request' ? null : startOfPeriod(schedule, now);
  await db.$transaction(async (tx) => {
    const known = await tx.payoutAccount.findFirst({
      where: { creatorId, accountRef: { not: null } },
      select: { schedule: true, creator: { select: { userId: true } } },
    });
    if (!known) throw new DomainError('payout_not_verified');
    await tx.payoutAccount.update({ where: { creatorId }, data: { schedule, scheduledThrough } });
    await writeAudit(tx, {
      actorId: known.creator.userId,
      action: 'set_payout_schedule',
      subjectType: 'creator',
      subjectId: String(creatorId),
      before: { schedule: known.schedule },
      after: { schedule },
      address: from.address,
      requestId: from.requestId,
    });
  });
}

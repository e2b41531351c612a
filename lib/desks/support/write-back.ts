import 'server-only';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { countAttempt } from '@/lib/core/rate-limit';
import { HOUR_SECONDS } from '@/lib/core/time';

interface Reply {
  userId: bigint;
  requestId: bigint;
  messageKey: string;
  body: string;
}

const PER_HOUR = 30;

/** The person writes again, which reopens the request. Another's is `not_found`. Safe to repeat. */
export async function writeBack({ userId, requestId, messageKey, body }: Reply): Promise<void> {
  await countAttempt({ key: `support:reply:${userId}`, limit: PER_HOUR, windowSeconds: HOUR_SECONDS });
  await db.$transaction(async (tx) => {
    // Also the lock that an answer at the same moment waits for.
    const { count } = await tx.supportRequest.updateMany({
      where: { id: requestId, userId },
      data: { changedAt: new Date() },
    });
    if (count === 0) throw new DomainError('not_found');
    const made = await tx.supportMessage.createMany({
      data: { requestId, authorId: userId, messageKey, kind: 'person', body },
      skipDuplicates: true,
    });
    if (made.count > 0)
      await tx.supportRequest.update({
        where: { id: requestId },
        data: { status: 'open', solvedAt: null },
        select: { id: true },
      });
  });
}

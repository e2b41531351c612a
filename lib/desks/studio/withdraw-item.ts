import 'server-only';
import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';

/** Takes an item from sale; its readers keep it. Throws `not_found`, also for another's, `wrong_state`. */
export async function withdrawItem(request: {
  creatorId: bigint;
  itemId: bigint;
  userId: bigint;
  address?: string;
  requestId?: string;
}): Promise<void> {
  const { creatorId, itemId: id, userId, address, requestId } = request;
  await db.$transaction(async (tx) => {
    const { count } = await tx.item.updateMany({
      where: { id, creatorId, status: 'published' },
      data: { status: 'withdrawn' },
    });
    if (count === 0) {
      const item = await tx.item.findFirst({ where: { id, creatorId }, select: { status: true } });
      if (!item) throw new DomainError('not_found');
      if (item.status !== 'withdrawn') throw new DomainError('wrong_state');
      return;
    }
    await writeAudit(tx, {
      actorId: userId,
      action: 'withdraw_item',
      subjectType: 'item',
      subjectId: String(id),
      before: { status: 'published' },
      after: { status: 'withdrawn' },
      address,
      requestId,
    });
  });
}

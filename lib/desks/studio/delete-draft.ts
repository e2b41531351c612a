import 'server-only';
import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';

/** Removes a never published item. Throws `not_found`, also for another's, and `wrong_state`. */
export async function deleteDraft(request: {
  creatorId: bigint;
  itemId: bigint;
  userId: bigint;
  address?: string;
  requestId?: string;
}): Promise<void> {
  const { creatorId, itemId: id, userId, address, requestId } = request;
  await db.$transaction(async (tx) => {
    const item = await tx.item.findFirst({
      where: { id, creatorId },
      select: { title: true, kind: true },
    });
    if (!item) throw new DomainError('not_found');
    const { count } = await tx.item.deleteMany({
      where: { id, creatorId, publishedAt: null, status: { in: ['draft', 'scheduled'] } },
    });
    if (count === 0) throw new DomainError('wrong_state');
    await writeAudit(tx, {
      actorId: userId,
      action: 'delete_draft',
      subjectType: 'item',
      subjectId: String(id),
      before: { title: item.title, kind: item.kind },
      address,
      requestId,
    });
  });
}

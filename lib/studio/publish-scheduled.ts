import 'server-only';
import { db } from '../db';
import { DomainError } from '../errors';
import { log } from '../log';
import { publishItem } from './publish-item';

const BATCH = 50;

/**
 * Publishes what is due, one after the other; safe to repeat and to race. What cannot be published any more goes back to its
 * creator as a draft with the reasons. Resolves to how many were published.
 */
export async function publishScheduled(now = new Date()): Promise<number> {
  const due = await db.itemDraft.findMany({
    where: { scheduledFor: { lte: now }, item: { status: 'scheduled' } },
    orderBy: { scheduledFor: 'asc' },
    take: BATCH,
    select: { itemId: true, revision: true, item: { select: { creatorId: true } } },
  });
  let published = 0;
  for (const { itemId, revision, item } of due) {
    try {
      await publishItem({ creatorId: item.creatorId, itemId, revision, actorId: null });
      published += 1;
    } catch (error) {
      const code = error instanceof DomainError ? error.code : 'internal';
      // Somebody is typing, so the next run takes what is there then; or the schedule was just taken back.
      if (['edit_conflict', 'wrong_state', 'not_found'].includes(code)) continue;
      if (error instanceof DomainError && code === 'not_ready')
        await giveBack(itemId, Object.values(error.fieldErrors ?? {}));
      else log.error({ err: error, item: String(itemId) }, 'a scheduled item could not be published');
    }
  }
  return published;
}

async function giveBack(itemId: bigint, faults: string[]): Promise<void> {
  await db.$transaction(async (tx) => {
    const where = { id: itemId, status: 'scheduled' as const };
    await tx.item.updateMany({ where: { ...where, publishedAt: null }, data: { status: 'draft' } });
    await tx.item.updateMany({ where, data: { status: 'withdrawn' } });
    await tx.itemDraft.update({
      where: { itemId },
      data: { scheduledFor: null, scheduleFault: faults.join(',') },
    });
  });
}

import 'server-only';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { log } from '@/lib/core/log';
import { publishItem } from './publish-item';

const BATCH = 50;

/** Publishes what is due. What can't be published goes back as a draft. Safe to race. Returns how many. */
export async function publishScheduled(now = new Date()): Promise<number> {
  let published = 0;
  const tried: bigint[] = [];
  for (;;) {
    // What stays, because it failed, keeps no later one waiting.
    const due = await listDue(now, tried);
    for (const one of due) if (await publishOne(one)) published += 1;
    tried.push(...due.map(({ itemId }) => itemId));
    if (due.length < BATCH) return published;
  }
}

function listDue(now: Date, tried: bigint[]) {
  return db.itemDraft.findMany({
    where: { scheduledFor: { lte: now }, item: { status: 'scheduled' }, itemId: { notIn: tried } },
    orderBy: { scheduledFor: 'asc' },
    take: BATCH,
    select: { itemId: true, revision: true, item: { select: { creatorId: true } } },
  });
}

type Due = Awaited<ReturnType<typeof listDue>>[number];

async function publishOne({ itemId, revision, item }: Due): Promise<boolean> {
  try {
    await publishItem({ creatorId: item.creatorId, itemId, revision, actorId: null });
    return true;
  } catch (error) {
    const code = error instanceof DomainError ? error.code : 'internal';
    // Somebody is typing, so the next run takes what is there then; or the schedule was just taken back.
    if (['edit_conflict', 'wrong_state', 'not_found'].includes(code)) return false;
    if (error instanceof DomainError && code === 'not_ready')
      await giveBack(itemId, Object.values(error.fieldErrors ?? {})).catch((cause: unknown) => {
        log.error({ err: cause, item: String(itemId) }, 'a scheduled item could not be given back');
      });
    else log.error({ err: error, item: String(itemId) }, 'a scheduled item could not be published');
    return false;
  }
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

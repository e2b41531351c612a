import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { eachAlone } from '@/lib/core/each-alone';

const CHUNK = 200;

/**
 * Posts what is left of every batch that was agreed to, a few hundred gifts per transaction: killed in the
 * middle, the next run goes on where it ended, and no line is ever given twice. Resolves to the number of
 * gifts dealt with.
 */
export async function postBatches(): Promise<number> {
  const open = await db.giftBatch.findMany({
    where: { status: 'posting' },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  let total = 0;
  await eachAlone(open, async ({ id }) => {
    for (;;) {
      const [row] = await db.$queryRaw<
        { dealt: number }[]
      >`SELECT post_gift_lines(${id}, ${CHUNK}::int) AS dealt`;
      const dealt = row?.dealt ?? 0;
      total += dealt;
      if (dealt < CHUNK) break;
    }
    await finish(id);
  });
  return total;
}

async function finish(id: bigint): Promise<void> {
  await db.$transaction(async (tx) => {
    const left = await tx.giftBatchLine.count({ where: { batchId: id, problem: null, grantId: null } });
    if (left > 0) return;
    // Of two workers that find it finished, one writes it down.
    const { count } = await tx.giftBatch.updateMany({
      where: { id, status: 'posting' },
      data: { status: 'done', finishedAt: new Date() },
    });
    if (count === 0) return;
    const given = await tx.giftBatchLine.count({ where: { batchId: id, grantId: { not: null } } });
    await writeAudit(tx, {
      actorId: null,
      action: 'finish_gift_batch',
      subjectType: 'gift_batch',
      subjectId: String(id),
      after: { given },
    });
  });
}

import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { eachAlone } from '@/lib/core/each-alone';
import { DAY_MS } from '@/lib/core/time';
import { auditView } from './audit-view';

const FILE_DAYS = 1;

/** Ends requests that nobody decided in time, and drops uploads that no adjustment took. Safe to repeat. Returns how many requests ended. */
export async function expireRequests(now = new Date()): Promise<number> {
  const due = await db.adjustment.findMany({
    where: { status: 'pending', expiresAt: { lte: now } },
    select: { id: true },
    take: 500,
  });
  let ended = 0;
  const expire = ({ id }: { id: bigint }) =>
    db.$transaction(async (tx) => {
      const { count } = await tx.adjustment.updateMany({
        where: { id, status: 'pending' },
        data: { status: 'expired', decidedAt: now },
      });
      if (count === 0) return;
      ended += 1;
      const row = await tx.adjustment.findUniqueOrThrow({ where: { id } });
      await writeAudit(tx, {
        actorId: null,
        action: 'expire_adjustment',
        subjectType: 'adjustment',
        subjectId: String(id),
        before: { status: 'pending' },
        after: auditView(row),
      });
    });
  const dropFiles = () =>
    db.adjustmentFile.deleteMany({
      where: { adjustmentId: null, createdAt: { lt: new Date(now.getTime() - FILE_DAYS * DAY_MS) } },
    });
  await eachAlone([() => eachAlone(due, expire), dropFiles], (step) => step());
  return ended;
}

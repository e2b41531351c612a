import 'server-only';
import { writeAudit } from '@/lib/core/audit';
import { db, type Tx } from '@/lib/core/db';
import { eachAlone } from '@/lib/core/each-alone';

/** Ends reversal requests that nobody decided in time. Safe to repeat. Resolves to how many ended. */
export async function expireReversals(now = new Date()): Promise<number> {
  const due = await db.reversalRequest.findMany({
    where: { status: 'pending', expiresAt: { lte: now } },
    select: { id: true, unlockId: true },
    take: 500,
  });
  let ended = 0;
  await eachAlone(due, async (request) => {
    if (await db.$transaction((tx) => expireReversal(tx, request, now))) ended += 1;
  });
  return ended;
}

/** Ends one that ran out, with its audit row, in the caller's transaction. Resolves to whether it was still pending. */
export async function expireReversal(
  tx: Tx,
  { id, unlockId }: { id: bigint; unlockId: bigint },
  now: Date,
): Promise<boolean> {
  const { count } = await tx.reversalRequest.updateMany({
    where: { id, status: 'pending' },
    data: { status: 'expired', decidedAt: now },
  });
  if (count === 0) return false;
  await writeAudit(tx, {
    actorId: null,
    action: 'expire_reversal',
    subjectType: 'unlock',
    subjectId: String(unlockId),
    before: { request: String(id), status: 'pending' },
    after: { request: String(id), status: 'expired' },
  });
  return true;
}

import { writeAudit } from '@/lib/core/audit';
import { db, type Tx } from '@/lib/core/db';
import { eachAlone } from '@/lib/core/each-alone';
import type { ExpiringKind } from './kind';

const MOST = 500;

/** Ends requests that nobody decided in time. Safe to repeat. Resolves to how many ended. */
export async function expireDue(kind: ExpiringKind, now = new Date()): Promise<number> {
  const due = await kind.listDue(now, MOST);
  let ended = 0;
  await eachAlone(due, async ({ id }) => {
    if (await db.$transaction((tx) => expireOne(tx, kind, id, now))) ended += 1;
  });
  return ended;
}

/** Ends one, with its audit row, in the caller's transaction. Resolves to whether it still waited. */
export async function expireOne(tx: Tx, kind: ExpiringKind, id: bigint, now: Date): Promise<boolean> {
  const expired = await kind.runOut(tx, id, now);
  if (!expired) return false;
  const { subjectId, ...shown } = expired;
  const { action, subjectType } = kind;
  await writeAudit(tx, { actorId: null, action, subjectType, subjectId: String(subjectId), ...shown });
  return true;
}

import 'server-only';
import { db } from '@/lib/core/db';
import { eachAlone } from '@/lib/core/each-alone';
import { enqueue } from '@/lib/core/outbox/enqueue';
import { HOUR_MS } from '@/lib/core/time';

/** What comes after a mail waits this long for company: at the worst an admin gets one an hour. */
const QUIET_MS = HOUR_MS;

/** All news for an admin in one mail, the next an hour later at the earliest. Returns how many. */
export async function gatherAdminMails(now = new Date()): Promise<number> {
  const due = await db.$queryRaw<{ userId: bigint }[]>`
    SELECT DISTINCT user_id AS "userId" FROM admin_mails WHERE outbox_id IS NULL`;
  let mails = 0;
  await eachAlone(due, async ({ userId }) => {
    if (await gather(userId, new Date(now.getTime() - QUIET_MS))) mails += 1;
  });
  return mails;
}

function gather(userId: bigint, quietSince: Date): Promise<boolean> {
  return db.$transaction(async (tx) => {
    // One after the other, or two workers would both find the hour quiet.
    await tx.$executeRaw`SELECT FROM users WHERE id = ${userId} FOR NO KEY UPDATE`;
    const [last] = await tx.$queryRaw<{ id: bigint }[]>`
      SELECT id FROM outbox WHERE user_id = ${userId} AND kind = 'admin_digest'
        AND (outcome IS NULL OR (outcome = 'sent' AND ended_at > ${quietSince}::timestamptz)) LIMIT 1`;
    if (last) return false;
    const [first] = await tx.adminMail.findMany({
      where: { userId, outboxId: null },
      orderBy: { id: 'asc' },
      take: 1,
      select: { id: true },
    });
    if (!first) return false;
    const eventKey = String(first.id);
    await enqueue(tx, { kind: 'admin_digest', to: { userId }, payload: {}, eventKey });
    const { id: outboxId } = await tx.outboxMessage.findUniqueOrThrow({
      where: { kind_eventKey: { kind: 'admin_digest', eventKey } },
      select: { id: true },
    });
    await tx.adminMail.updateMany({ where: { userId, outboxId: null }, data: { outboxId } });
    return true;
  });
}

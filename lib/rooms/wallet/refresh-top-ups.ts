import 'server-only';
import { db } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import { DAY_MS, MINUTE_MS } from '@/lib/core/time';
import { Prisma } from '@/lib/generated/prisma/client';
import { noteRefusal } from '@/lib/rooms/odd-money';
import { fulfilTopUp } from './fulfil-top-up';

// Webhooks and the return page come first; this is for what they missed.
const GRACE_MS = 2 * MINUTE_MS;
const FEE_DAYS = 14;
const BATCH = 100;
// Runs come every minute; when Stripe is slow to fail, what is left waits for the next one.
const BUDGET_MS = 40_000;

interface Due {
  id: bigint;
  sessionRef: string | null;
}

/**
 * Asks Stripe about top-ups that nobody told us the end of: pages that are open or past their date (every
 * run), payments that confirm later and fees that are not known yet (once an hour each, spread over the
 * minutes by id). What Stripe was never asked about is closed at its date. One that fails is logged and does
 * not stop the others. Resolves to the number of top-ups that were asked about.
 */
export async function refreshTopUps(now = new Date()): Promise<number> {
  await db.topUp.updateMany({
    where: { status: 'created', sessionRef: null, expiresAt: { lt: now } },
    data: { status: 'expired' },
  });
  const due = await listDue(now);
  const stopAt = performance.now() + BUDGET_MS;
  let asked = 0;
  for (const { id, sessionRef } of due) {
    if (performance.now() > stopAt) break;
    if (!sessionRef) continue;
    asked += 1;
    // Before it is asked about: one that Stripe is slow about comes last in the next run.
    await db.$executeRaw`UPDATE top_ups SET asked_at = ${now}::timestamptz WHERE id = ${id}`;
    try {
      const { note } = await fulfilTopUp(sessionRef);
      log.debug({ topUp: id, note }, 'a top-up was refreshed');
    } catch (error) {
      await noteRefusal({ about: 'top_up', ref: id, processorRef: sessionRef }, error);
    }
  }
  return asked;
}

// Until a person has looked.
const REFUSED = Prisma.sql`SELECT FROM odd_money o
  WHERE o.about = 'top_up' AND o.ref = top_ups.id AND o.reason = 'refused' AND o.ended_at IS NULL`;

function listDue(now: Date): Promise<Due[]> {
  const seen = new Date(now.getTime() - GRACE_MS);
  const feesSince = new Date(now.getTime() - FEE_DAYS * DAY_MS);
  const minute = now.getUTCMinutes();
  return db.$queryRaw<Due[]>`
    (SELECT id, session_ref AS "sessionRef" FROM top_ups
      WHERE status = 'open' AND created_at < ${seen}::timestamptz AND NOT EXISTS (${REFUSED})
        ORDER BY asked_at NULLS FIRST, expires_at LIMIT ${BATCH})
    UNION ALL
    (SELECT id, session_ref FROM top_ups
      WHERE (status = 'processing' OR (status = 'paid' AND transaction_ref IS NULL
        AND paid_at > ${feesSince}::timestamptz))
        AND session_ref IS NOT NULL AND id % 60 = ${minute} AND NOT EXISTS (${REFUSED})
          ORDER BY asked_at NULLS FIRST, id DESC LIMIT ${BATCH})`;
}

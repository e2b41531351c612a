import 'server-only';
import { db } from '@/lib/db';
import { DomainError, type ErrorCode } from '@/lib/errors';
import { log } from '@/lib/log';
import { type PeriodicSchedule, scheduledRequestKey, startOfPeriod } from './payout-period';
import { requestPayout } from './request-payout';

const BATCH = 500;

/** Nothing more to do in this week or month: there is too little, which goes on to the next. */
const DONE: ErrorCode[] = ['payout_below_minimum'];

/**
 * Pays all creators who are paid by the week or the month and whose period has begun: all that is available. One payout
 * per creator and period, however often and by however many processes it is run; a run that was missed is made up for.
 * A creator who cannot be paid now (another payout on its way, on hold) is tried again in the same period. Resolves to
 * the number of payouts that were asked for.
 */
export async function runPayoutSchedule(now = new Date()): Promise<number> {
  let paid = 0;
  for (const schedule of ['weekly', 'monthly'] as const) {
    const start = startOfPeriod(schedule, now);
    for (const account of await listDue(schedule, start)) {
      if (await payOne(account, schedule, start)) paid += 1;
    }
  }
  return paid;
}

function listDue(schedule: PeriodicSchedule, start: Date) {
  return db.payoutAccount.findMany({
    where: {
      schedule,
      status: 'verified',
      frozenAt: null,
      OR: [{ scheduledThrough: null }, { scheduledThrough: { lt: start } }],
    },
    orderBy: { creatorId: 'asc' },
    take: BATCH,
    select: { creatorId: true, creationKey: true },
  });
}

async function payOne(
  account: { creatorId: bigint; creationKey: string },
  schedule: PeriodicSchedule,
  start: Date,
): Promise<boolean> {
  const { creatorId } = account;
  try {
    const requestKey = scheduledRequestKey(account, schedule, start);
    await requestPayout({ creatorId, requestKey, amountMicros: null, scheduled: true });
    await markDone(creatorId, schedule, start);
    return true;
  } catch (error) {
    if (error instanceof DomainError && DONE.includes(error.code)) await markDone(creatorId, schedule, start);
    else log.warn({ creator: creatorId, err: error }, 'a scheduled payout could not be made');
    return false;
  }
}

async function markDone(creatorId: bigint, schedule: PeriodicSchedule, start: Date): Promise<void> {
  await db.payoutAccount.updateMany({ where: { creatorId, schedule }, data: { scheduledThrough: start } });
}

import 'server-only';
import { db } from '@/lib/core/db';
import { DomainError, type ErrorCode } from '@/lib/core/errors';
import { log } from '@/lib/core/log';
import { type PeriodicSchedule, scheduledRequestKey, startOfPeriod } from '@/lib/ground/policy';
import { requestPayout } from './request-payout';

const BATCH = 200;
/** Within one week or month, when Stripe refused the ones before. */
const MAX_TRIES = 5;

/** Nothing more to do in this week or month: there is too little, which goes on to the next. */
const DONE: ErrorCode[] = ['payout_below_minimum'];

/**
 * Pays all creators who are paid by the week or the month and whose period has begun: all that is available.
 * One payout per creator and period, however often and by however many processes it is run; a run that was
 * missed is made up for. A creator who cannot be paid now (another payout on its way, refused by Stripe) is
 * tried again with the next run of the same period. Resolves to the number of payouts that were asked for.
 */
export async function runPayoutSchedule(now = new Date()): Promise<number> {
  let paid = 0;
  for (const schedule of ['weekly', 'monthly'] as const) {
    const start = startOfPeriod(schedule, now);
    for await (const account of eachDue(schedule, start)) {
      if (await payOne(account, schedule, start)) paid += 1;
    }
  }
  return paid;
}

async function* eachDue(schedule: PeriodicSchedule, start: Date) {
  for (let after = 0n; ; ) {
    const page = await listDue(schedule, start, after);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < BATCH) return;
    after = last.creatorId;
  }
}

function listDue(schedule: PeriodicSchedule, start: Date, after: bigint) {
  return db.payoutAccount.findMany({
    where: {
      creatorId: { gt: after },
      schedule,
      status: 'verified',
      frozenAt: null,
      // Not again to a bank account that would not take it.
      failedBankRef: null,
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
    const requestKey = await chooseKey(account, schedule, start);
    if (requestKey) {
      const { status } = await requestPayout({ creatorId, requestKey, amountMicros: null, scheduled: true });
      if (status === 'failed') return false;
    }
    await markDone(creatorId, schedule, start);
    return requestKey !== null;
  } catch (error) {
    if (error instanceof DomainError && DONE.includes(error.code)) await markDone(creatorId, schedule, start);
    else log.warn({ creator: creatorId, err: error }, 'a scheduled payout could not be made');
    return false;
  }
}

/** The key of the first try in this period that has not failed; null when there were enough. */
async function chooseKey(
  account: { creatorId: bigint; creationKey: string },
  schedule: PeriodicSchedule,
  start: Date,
): Promise<string | null> {
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const requestKey = scheduledRequestKey(account, schedule, start, attempt);
    const tried = await db.payout.findUnique({
      where: { creatorId_requestKey: { creatorId: account.creatorId, requestKey } },
      select: { status: true },
    });
    if (tried?.status !== 'failed') return requestKey;
  }
  return null;
}

async function markDone(creatorId: bigint, schedule: PeriodicSchedule, start: Date): Promise<void> {
  await db.payoutAccount.updateMany({ where: { creatorId, schedule }, data: { scheduledThrough: start } });
}

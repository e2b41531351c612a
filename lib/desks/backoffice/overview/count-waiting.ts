import { cache } from 'react';
import { db } from '@/lib/core/db';
import type { AdminRole } from '@/lib/generated/prisma/enums';
import { may, type Permission } from '@/lib/ground/policy';
import type { AdminViewer } from '@/lib/rooms/identity';
import { countToDecide, countWaitingReversals, TAKES_EVIDENCE } from '@/lib/rooms/money-back';
import { countGivenUp } from '../jobs/list-undelivered';
import { countFailedJobs } from './count-failed-jobs';

type WaitingFor = Pick<AdminViewer, 'userId' | 'adminRole'>;

export interface Waiting {
  /** Adjustments that this admin may decide: another asked, for somebody else's account. */
  adjustments: number;
  /** Batches of gifts that another asked for. */
  gifts: number;
  /** Reversals of unlocks that another asked for. */
  reversals: number;
  /** Wallets on hold after a lost dispute, until somebody decides. */
  holds: number;
  /** Disputes whose bank waits for evidence. */
  disputes: number;
  /** Requests that wait for an answer and that nobody else has taken. */
  support: number;
  /** Money at the processor that is put aside. */
  oddMoney: number;
  /** Payouts that a bank or Stripe would not take, until the creator is paid. */
  failedPayouts: number;
  /** Payouts of which Stripe does not say whether they reached the bank. */
  unknownPayouts: number;
  /** What the last comparison with Stripe found and nobody has explained. */
  differences: number;
  /** Charges of the processor that another asked to be posted. */
  charges: number;
  /** Jobs that failed for good. */
  jobs: number;
  /** Mails that could not be sent in time. */
  mails: number;
}

const WHO: Record<keyof Waiting, Permission> = {
  adjustments: 'approve',
  gifts: 'giveInBulk',
  reversals: 'reverseUnlocks',
  holds: 'freeze',
  disputes: 'answerDisputes',
  support: 'answerSupport',
  oddMoney: 'endOddMoney',
  failedPayouts: 'endOddMoney',
  unknownPayouts: 'endOddMoney',
  differences: 'reconcile',
  charges: 'approve',
  jobs: 'manageJobs',
  mails: 'manageJobs',
};

/**
 * What waits for this admin; none of what the role may not do. A few rows of small indexes, so every page may ask; the menu and
 * the overview of one page ask once.
 */
export function countWaiting({ userId, adminRole }: WaitingFor): Promise<Waiting> {
  return count(userId, adminRole);
}

const count = cache(async (userId: bigint, adminRole: AdminRole): Promise<Waiting> => {
  const [rows, reversals, holds, failed, mails] = await Promise.all([
    db.$queryRaw<Omit<Waiting, 'jobs' | 'mails' | 'reversals' | 'holds'>[]>`
      SELECT
        (SELECT count(*)::int FROM adjustments WHERE status = 'pending' AND expires_at > now()
          AND requester_id <> ${userId} AND owner_id <> ${userId}) AS adjustments,
        (SELECT count(*)::int FROM gift_batches WHERE status = 'waiting' AND requester_id <> ${userId}) AS gifts,
        (SELECT count(*)::int FROM disputes WHERE closed_at IS NULL
          AND status = ANY (${TAKES_EVIDENCE})) AS disputes,
        (SELECT count(*)::int FROM support_requests WHERE status = 'open'
          AND (owner_id IS NULL OR owner_id = ${userId})) AS support,
        (SELECT count(*)::int FROM open_differences) AS differences,
        (SELECT count(*)::int FROM processor_charges WHERE status = 'pending' AND requester_id <> ${userId}) AS charges,
        odd.* FROM (
          SELECT count(*) FILTER (WHERE about = 'payout' AND reason IN ('bank_refused', 'refused'))::int AS "failedPayouts",
            count(*) FILTER (WHERE about = 'payout' AND reason = 'sources_unknown')::int AS "unknownPayouts",
            count(*) FILTER (WHERE about <> 'payout')::int AS "oddMoney"
          FROM odd_money WHERE ended_at IS NULL) odd`,
    countWaitingReversals(userId),
    countToDecide(),
    countFailedJobs(),
    countGivenUp(),
  ]);
  const [row] = rows;
  if (!row) throw new Error('PostgreSQL answered without a row.');
  const all: Waiting = { ...row, reversals, holds, jobs: failed?.count ?? 0, mails };
  for (const key of Object.keys(WHO) as (keyof Waiting)[]) if (!may(adminRole, WHO[key])) all[key] = 0;
  return all;
});

import { cache } from 'react';
import { db } from '@/lib/core/db';
import type { AdminRole } from '@/lib/generated/prisma/enums';
import { may, type Permission } from '@/lib/ground/policy';
import { countRequests, type WaitingRequests } from '@/lib/rooms/approvals';
import type { AdminViewer } from '@/lib/rooms/identity';
import { countToDecide, TAKES_EVIDENCE } from '@/lib/rooms/money-back';
import { countGivenUp } from '../jobs/list-undelivered';
import { countFailedJobs } from './count-failed-jobs';

type WaitingFor = Pick<AdminViewer, 'userId' | 'adminRole'>;

/** Requests that this admin may decide, and what else waits. */
export interface Waiting extends WaitingRequests {
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

/** What waits for this admin and role. Cheap enough for every page, and asked once for each. */
export function countWaiting({ userId, adminRole }: WaitingFor): Promise<Waiting> {
  return count(userId, adminRole);
}

const count = cache(async (userId: bigint, adminRole: AdminRole): Promise<Waiting> => {
  const [rows, requests, holds, failed, mails] = await Promise.all([
    db.$queryRaw<Omit<Waiting, 'jobs' | 'mails' | 'holds' | keyof WaitingRequests>[]>`
      SELECT
        (SELECT count(*)::int FROM disputes WHERE closed_at IS NULL
          AND status = ANY (${TAKES_EVIDENCE})) AS disputes,
        (SELECT count(*)::int FROM support_requests WHERE status = 'open'
          AND (owner_id IS NULL OR owner_id = ${userId})) AS support,
        (SELECT count(*)::int FROM open_differences) AS differences,
        odd.* FROM (
          SELECT count(*) FILTER (WHERE about = 'payout'
            AND reason IN ('bank_refused', 'refused'))::int AS "failedPayouts",
            count(*) FILTER (WHERE about = 'payout' AND reason = 'sources_unknown')::int AS "unknownPayouts",
            count(*) FILTER (WHERE about <> 'payout')::int AS "oddMoney"
          FROM odd_money WHERE ended_at IS NULL) odd`,
    countRequests(userId),
    countToDecide(),
    countFailedJobs(),
    countGivenUp(),
  ]);
  const [row] = rows;
  if (!row) throw new Error('PostgreSQL answered without a row.');
  const all: Waiting = { ...row, ...requests, holds, jobs: failed?.count ?? 0, mails };
  for (const key of Object.keys(WHO) as (keyof Waiting)[]) if (!may(adminRole, WHO[key])) all[key] = 0;
  return all;
});

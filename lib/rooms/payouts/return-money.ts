import 'server-only';
import type { Tx } from '@/lib/core/db';
import type { PayoutStatus } from '@/lib/generated/prisma/enums';
import { postPayoutReturned } from '@/lib/ground/ledger';
import { endAgreed } from '@/lib/rooms/odd-money';
import type { PayoutRow } from './lock-payout';
import { mailCreator } from './mail-creator';

interface Returned {
  /** What has come back of the payout in all, not only now. */
  totalMicros: bigint;
  /** What Stripe reversed of the transfer in all. */
  reversedMicros?: bigint;
  failureCode?: string;
}

/**
 * Makes money of a payout available again, up to `totalMicros` in all, and ends the payout when nothing is
 * left of it, which the creator is told by mail. The row must be locked. A total that is reached already
 * changes nothing.
 */
export async function returnMoney(tx: Tx, payout: PayoutRow, back: Returned): Promise<PayoutStatus> {
  const { id, creatorId, currency, amountMicros } = payout;
  const now = back.totalMicros - payout.returnedMicros;
  if (now <= 0n) return payout.status;
  const status = back.totalMicros === amountMicros ? endOf(payout) : payout.status;
  await postPayoutReturned(tx, {
    payoutId: id,
    creatorId,
    currency,
    amountMicros: now,
    leg: payout.returns,
    wasPaid: payout.paidAt !== null,
  });
  await freeLines(tx, id, now);
  await tx.payout.update({
    where: { id },
    data: {
      status,
      returnedMicros: back.totalMicros,
      returns: payout.returns + 1,
      reversedMicros: back.reversedMicros,
      failureCode: back.failureCode,
      endedAt: status === payout.status ? undefined : new Date(),
    },
  });
  if (status !== payout.status) await endAgreed(tx, { about: 'payout', ref: id, reason: 'sources_unknown' });
  if (status !== payout.status) await mailCreator(tx, payout, 'payout_failed');
  return status;
}

function endOf({ status }: PayoutRow): PayoutStatus {
  return status === 'created' || status === 'returning' ? 'failed' : 'reversed';
}

/** The newest settlements are unpaid again first, so that what was paid stays the oldest. */
async function freeLines(tx: Tx, payoutId: bigint, micros: bigint): Promise<void> {
  await tx.$executeRaw`
    UPDATE payout_lines l SET returned_micros = l.returned_micros + least(q.free, ${micros}::bigint -
      q.before)
    FROM (
      SELECT settlement_id, amount_micros - returned_micros AS free, coalesce(sum(amount_micros -
        returned_micros)
        OVER (ORDER BY settlement_id DESC ROWS BETWEEN UNBOUNDED PRECEDING
          AND 1 PRECEDING), 0)::bigint AS before
      FROM payout_lines WHERE payout_id = ${payoutId}
    ) q WHERE l.payout_id = ${payoutId} AND l.settlement_id = q.settlement_id AND q.free > 0
      AND q.before < ${micros}::bigint`;
}

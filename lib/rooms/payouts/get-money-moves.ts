import 'server-only';
import type { CurrencyCode } from '@/lib/core/currencies';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { minPayoutMicros, settlementDelayMinutes, startOfNextPeriod } from '@/lib/ground/policy';
import { type EarningsBalance, getEarningsBalance, readSnapshot } from '@/lib/rooms/earnings';
import { payableOf, readGiftHold } from './gift-hold';
import { getPayoutAccount } from './queries';

/** The four states of a creator's earnings, with what the page says about when and why each moves on. */
export interface MoneyMoves {
  balance: EarningsBalance;
  /** What of available gifts paid for and nobody has released. */
  heldMicros: bigint;
  /** What a payout could send now. */
  payableMicros: bigint;
  /** When the oldest pending unlock is settled; null with nothing pending. */
  nextSettlementAt: Date | null;
  delayMinutes: number;
  feePercent: number;
  minPayoutMicros: bigint;
  account: Awaited<ReturnType<typeof getPayoutAccount>>;
  /** The day of the next scheduled payout; null when payouts are asked for. */
  nextPayoutAt: Date | null;
  /** When the bank should have what is in transit, once Stripe says so. */
  arrivesAt: Date | null;
  lastPaidAt: Date | null;
}

// As the crontab of lib/entry/jobs/run.ts has them.
const SETTLES_AT_MINUTE = 7;
const PAYS_OUT_AT_MINUTE = 6 * 60 + 30;

/** The first run of the settlement job at or after a moment. */
function nextSettlement(at: Date): Date {
  if (env.SETTLEMENT_DELAY_MINUTES !== undefined)
    return new Date(Math.ceil(at.getTime() / MINUTE_MS) * MINUTE_MS);
  const offset = SETTLES_AT_MINUTE * MINUTE_MS;
  return new Date(Math.ceil((at.getTime() - offset) / HOUR_MS) * HOUR_MS + offset);
}

/** The next run of the payout job on the first day of a week or month. */
function nextPayout(schedule: 'weekly' | 'monthly', now: Date): Date {
  return new Date(startOfNextPeriod(schedule, now).getTime() + PAYS_OUT_AT_MINUTE * MINUTE_MS);
}

export async function getMoneyMoves(
  creatorId: bigint,
  currency: CurrencyCode,
  now = new Date(),
): Promise<MoneyMoves> {
  const [balance, giftHold, account, underWay, lastPaid] = await Promise.all([
    getEarningsBalance(creatorId, currency),
    readGiftHold(db, creatorId, currency),
    getPayoutAccount(creatorId),
    db.payout.findFirst({
      where: { creatorId, currency, status: { in: ['created', 'sent'] } },
      select: { arrivesAt: true },
    }),
    db.payout.findFirst({
      where: { creatorId, currency, status: 'paid' },
      orderBy: { id: 'desc' },
      select: { paidAt: true },
    }),
  ]);
  const delayMinutes = settlementDelayMinutes();
  const oldest = balance.pendingMicros > 0n ? await findOldestPending(creatorId, currency) : null;
  const due = oldest && new Date(Math.max(oldest.getTime() + delayMinutes * MINUTE_MS, now.getTime()));
  return {
    balance,
    heldMicros: giftHold.heldMicros,
    payableMicros: payableOf(balance.availableMicros, giftHold, currency),
    nextSettlementAt: due && nextSettlement(due),
    delayMinutes,
    feePercent: env.PLATFORM_FEE_PERCENT,
    minPayoutMicros: minPayoutMicros(currency),
    account,
    nextPayoutAt: account.schedule === 'on_request' ? null : nextPayout(account.schedule, now),
    arrivesAt: underWay?.arrivesAt ?? null,
    lastPaidAt: lastPaid?.paidAt ?? null,
  };
}

/** When the oldest unlock was made that is neither settled nor taken back. */
function findOldestPending(creatorId: bigint, currency: string): Promise<Date | null> {
  return readSnapshot(async ({ rows, progress }) => {
    const [settled] = await rows<{ until: Date | null }>(
      'SELECT max(cutoff_at) AS until FROM settlement_facts WHERE creator_id = $1 AND currency = $2',
      [creatorId, currency],
    );
    const since = settled?.until ?? new Date(0);
    const [rolledUp] = await rows<{ at: Date }>(
      `SELECT at FROM earnings_unlocks WHERE creator_id = $1 AND currency = $2 AND refunded_at IS NULL
        AND at > $3 ORDER BY at LIMIT 1`,
      [creatorId, currency, since],
    );
    if (rolledUp) return rolledUp.at;
    const [late] = await rows<{ at: Date | null }>(
      `SELECT min(u.created_at) AS at FROM unlock_facts u JOIN items i ON i.id = u.item_id
        AND i.creator_id = $1
       WHERE u.id > $2 AND u.refunded_at IS NULL AND u.created_at > $3`,
      [creatorId, progress.unlockId, since],
    );
    return late?.at ?? null;
  });
}

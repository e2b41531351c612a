import 'server-only';
import { db } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import { HOUR_MS } from '@/lib/core/time';
import { refreshPayoutAccount } from './refresh-payout-account';

const BATCH = 50;

/**
 * Asks Stripe about accounts whose webhook may have been lost: those that wait for something every hour, the
 * others every day. One that fails is logged and does not stop the others. Resolves to how many were asked
 * about.
 */
export async function refreshPayoutAccounts(now = new Date()): Promise<number> {
  const before = (hours: number) => ({ lt: new Date(now.getTime() - hours * HOUR_MS) });
  const due = await db.payoutAccount.findMany({
    where: {
      accountRef: { not: null },
      OR: [
        { checkedAt: null, createdAt: before(1) },
        { status: { in: ['requirements_due', 'in_review'] }, checkedAt: before(1) },
        { failedBankRef: { not: null }, checkedAt: before(1) },
        { checkedAt: before(24) },
      ],
    },
    orderBy: { checkedAt: { sort: 'asc', nulls: 'first' } },
    take: BATCH,
    select: { accountRef: true },
  });
  for (const { accountRef } of due) {
    if (!accountRef) continue;
    try {
      await refreshPayoutAccount(accountRef);
    } catch (error) {
      log.warn({ account: accountRef, err: error }, 'a payout account could not be refreshed');
    }
  }
  return due.length;
}

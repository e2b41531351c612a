import 'server-only';
import { isCurrencyCode } from '@/lib/core/currencies';
import { db } from '@/lib/core/db';
import { MINUTE_MS } from '@/lib/core/time';
import type { BankPayoutFacts } from '@/lib/ground/payments';
import { putAside } from '@/lib/rooms/odd-money';
import { lockPayout, TRANSACTION } from './lock-payout';

/**
 * A payout to the bank of which Stripe does not say what it carries: one that the creator, or somebody at
 * Stripe, asked for by hand or at once. Ours that were on that account may have gone with it, so each is put
 * aside for finance; it stays in transit, and no longer keeps the creator from asking for the next. Returns
 * one sentence for the log.
 */
export async function leaveUnknown(facts: BankPayoutFacts): Promise<string> {
  const { bankPayoutRef, accountRef, createdAt, currency, state } = facts;
  const note = `${bankPayoutRef} does not say what it carries`;
  // What did not reach the bank is on the account again, for the next payout to take along.
  if (state === 'failed') return `${note}, and it failed.`;
  const rows = await db.payout.findMany({
    where: {
      accountRef,
      currency,
      status: 'sent',
      bankPayoutRef: null,
      sourcesUnknownAt: null,
      // Stripe's clock tells whole seconds.
      sentAt: { lte: new Date(createdAt.getTime() + MINUTE_MS) },
    },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  for (const { id } of rows) await leaveOne(id, facts);
  return `${note}; ${rows.length} of ours may be in it.`;
}

async function leaveOne(
  id: bigint,
  { bankPayoutRef, amountMicros, currency }: BankPayoutFacts,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const payout = await lockPayout(tx, id);
    if (payout?.status !== 'sent' || payout.sourcesUnknownAt || !isCurrencyCode(currency)) return;
    await tx.payout.update({ where: { id }, data: { sourcesUnknownAt: new Date() } });
    await putAside(tx, {
      about: 'payout',
      reason: 'sources_unknown',
      processorRef: bankPayoutRef,
      ref: id,
      creatorId: payout.creatorId,
      expected: { micros: payout.amountMicros - payout.returnedMicros, currency },
      came: { micros: amountMicros, currency },
    });
  }, TRANSACTION);
}

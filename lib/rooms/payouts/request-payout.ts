import 'server-only';
import type { Act } from '@/lib/core/actor';
import type { CurrencyCode } from '@/lib/core/currencies';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { log } from '@/lib/core/log';
import type { PayoutStatus } from '@/lib/generated/prisma/enums';
import { refreshPayoutAccount } from './refresh-payout-account';
import { resumePayout, sendPayout } from './send-payout';
import { writePayout } from './write-payout';

export interface RequestPayoutInput {
  creatorId: bigint;
  /** A UUID that the form made: the same press twice is the same payout. */
  requestKey: string;
  /** Whole minor units; null is all that is available. */
  amountMicros: bigint | null;
  /** The platform's currency unless named. */
  currency?: CurrencyCode;
  scheduled?: boolean;
  /** Who asks, for the audit row; nobody: the schedule. */
  by?: Act;
  locale?: string;
}

/**
 * Pays a creator: writes the payout down with its money in transit, then asks Stripe for the transfer. Safe
 * to repeat with the same key. Resolves to `sent`, to `failed` when Stripe refused and the money is available
 * again, or to `created` when Stripe did not answer: then the money stays in transit until the job knows.
 * Throws `payouts_frozen`, `payout_not_verified`, `payout_bank_failed` (the bank would not take the last one
 * and is still the same), `payout_in_flight`, `payout_below_minimum`, `payout_too_large` and `invalid_input`
 * (an amount that is not whole, or a key that was used for another), before anything has moved.
 */
export async function requestPayout(
  input: RequestPayoutInput,
): Promise<{ payoutId: bigint; status: PayoutStatus }> {
  await lookForAnotherBank(input.creatorId);
  const { payout, isNew } = await writePayout({
    creatorId: input.creatorId,
    currency: input.currency ?? env.WALLET_CURRENCY,
    requestKey: input.requestKey.toLowerCase(),
    amountMicros: input.amountMicros,
    scheduled: input.scheduled ?? false,
    by: input.by,
    locale: input.locale ?? 'en',
  });
  if (isNew) return { payoutId: payout.id, status: await sendPayout(payout) };
  const status = payout.status === 'created' ? await resumePayout(payout) : payout.status;
  return { payoutId: payout.id, status };
}

/** The message that the bank account was changed may have been lost: asks before refusing. */
async function lookForAnotherBank(creatorId: bigint): Promise<void> {
  const account = await db.payoutAccount.findUnique({
    where: { creatorId },
    select: { failedBankRef: true, accountRef: true },
  });
  if (!account?.failedBankRef || !account.accountRef) return;
  try {
    await refreshPayoutAccount(account.accountRef);
  } catch (error) {
    log.warn({ creator: creatorId, err: error }, 'a payout account could not be refreshed');
  }
}

import 'server-only';
import type { CurrencyCode } from '@/lib/core/currencies';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { minPayoutMicros, settlementDelayMinutes } from '@/lib/ground/policy';
import { type EarningsBalance, getEarningsBalance } from '@/lib/rooms/earnings';
import { type GiftHold, payableOf, readGiftHold } from './gift-hold';
import { getPayoutAccount, listUnfinishedPayouts, type UnfinishedPayouts } from './queries';

export interface PayoutState {
  account: Awaited<ReturnType<typeof getPayoutAccount>>;
  balance: EarningsBalance;
  currency: CurrencyCode;
  unfinished: UnfinishedPayouts;
  giftHold: GiftHold;
  /** What a payout would send now: all that is available and not held, in whole minor units. */
  payableMicros: bigint;
  minMicros: bigint;
  /** Why none can be asked for now; null: it can. `requestPayout` decides again, on locked rows. */
  refusal: 'frozen' | 'unverified' | 'bank' | 'inFlight' | 'below' | null;
  feePercent: number;
  /** From the unlock to its settlement. */
  delayMinutes: number;
}

/** All that a creator's page of payouts says about now. */
export async function getPayoutState(creatorId: bigint): Promise<PayoutState> {
  const currency = env.WALLET_CURRENCY;
  const [account, balance, unfinished, giftHold] = await Promise.all([
    getPayoutAccount(creatorId),
    getEarningsBalance(creatorId, currency),
    listUnfinishedPayouts(creatorId),
    readGiftHold(db, creatorId, currency),
  ]);
  const payableMicros = payableOf(balance.availableMicros, giftHold, currency);
  const minMicros = minPayoutMicros(currency);
  const refusal = account.isFrozen
    ? 'frozen'
    : account.status !== 'verified'
      ? 'unverified'
      : account.bankFailure
        ? 'bank'
        : unfinished.blocks
          ? 'inFlight'
          : payableMicros < minMicros
            ? 'below'
            : null;
  return {
    account,
    balance,
    currency,
    unfinished,
    giftHold,
    payableMicros,
    minMicros,
    refusal,
    feePercent: env.PLATFORM_FEE_PERCENT,
    delayMinutes: settlementDelayMinutes(),
  };
}

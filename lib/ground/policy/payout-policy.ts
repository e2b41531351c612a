import { type CurrencyCode, currencyOf } from '@/lib/core/currencies';
import { LIMITS } from '@/lib/core/currency-limits';
import { env } from '@/lib/core/env';

const MICROS_PER_HUNDREDTH = 10_000n;

/** How much of what gifts paid for one creator may be paid in a month (UTC) without an admin. */
export function giftPayoutCapMicros(currency: CurrencyCode): bigint {
  if (env.GIFT_PAYOUT_CAP_CENTS === undefined) return LIMITS[currency].giftPayoutCapMicros;
  return BigInt(env.GIFT_PAYOUT_CAP_CENTS) * MICROS_PER_HUNDREDTH;
}

/** The smallest payout, in whole minor units: below it, a bank transfer costs more than it is worth. */
export function minPayoutMicros(currency: CurrencyCode): bigint {
  const { minPayoutMicros: usual } = LIMITS[currency];
  const { minorMicros } = currencyOf(currency);
  if (env.MIN_PAYOUT_CENTS === undefined) return usual;
  const wanted = BigInt(env.MIN_PAYOUT_CENTS) * MICROS_PER_HUNDREDTH;
  return ((wanted + minorMicros - 1n) / minorMicros) * minorMicros;
}

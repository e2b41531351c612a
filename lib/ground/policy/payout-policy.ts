import { env } from '@/lib/core/env';
import { type CurrencyCode, currencyOf } from '@/lib/core/money';

const DEFAULT_MIN_MICROS: Record<CurrencyCode, bigint> = {
  usd: 10_000_000n,
  krw: 10_000_000_000n,
};
const DEFAULT_GIFT_CAP_MICROS: Record<CurrencyCode, bigint> = {
  usd: 5_000_000n,
  krw: 5_000_000_000n,
};
const MICROS_PER_HUNDREDTH = 10_000n;

/** How much of what gifts paid for one creator may be paid in a month (UTC) without an admin. */
export function giftPayoutCapMicros(currency: CurrencyCode): bigint {
  if (env.GIFT_PAYOUT_CAP_CENTS === undefined) return DEFAULT_GIFT_CAP_MICROS[currency];
  return BigInt(env.GIFT_PAYOUT_CAP_CENTS) * MICROS_PER_HUNDREDTH;
}

/** The smallest payout, in whole minor units: below it, a bank transfer costs more than it is worth. */
export function minPayoutMicros(currency: CurrencyCode): bigint {
  if (env.MIN_PAYOUT_CENTS === undefined) return DEFAULT_MIN_MICROS[currency];
  const { minorMicros } = currencyOf(currency);
  const wanted = BigInt(env.MIN_PAYOUT_CENTS) * MICROS_PER_HUNDREDTH;
  return ((wanted + minorMicros - 1n) / minorMicros) * minorMicros;
}

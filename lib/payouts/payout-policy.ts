import type { CurrencyCode } from '@/lib/money';

/** The smallest payout: below it, a bank transfer costs more than it is worth. */
export const MIN_PAYOUT_MICROS: Record<CurrencyCode, bigint> = {
  usd: 10_000_000n,
  krw: 10_000_000_000n,
};

/**
 * Stripe stored a failure under the payout's key and still lists no transfer after this long: it was not made. One that
 * turns up all the same is pulled back.
 */
export const GIVE_UP_AFTER_MS = 60 * 60_000;

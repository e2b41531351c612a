import type { CurrencyCode } from './currencies.ts';

/** The processor's public list price of a card charge. */
export interface PublicCardPrice {
  /** Share of the amount, in hundredths of a percent. */
  basisPoints: bigint;
  fixedMicros: bigint;
  /** Year and month of the figure, shown beside it. */
  asOf: string;
  source: string;
}

interface Limits {
  /** Smallest and largest top-up, and what a wallet may hold (the cautious default for stored value). */
  minTopUpMicros: bigint;
  maxTopUpMicros: bigint;
  capMicros: bigint;
  presetMicros: readonly bigint[];
  /** The smallest payout, and a creator's monthly limit from gifts, unless the settings say otherwise. */
  minPayoutMicros: bigint;
  giftPayoutCapMicros: bigint;
  /** What an admin may do alone in a day, unless the settings say otherwise, and support's refunds a day. */
  approvalLimitMicros: bigint;
  supportRefundMicros: bigint;
  /** Domestic cards without discount, to compute saved fees with. Null: no public price is known. */
  cardPrice: PublicCardPrice | null;
}

/** What the platform allows in each currency. */
export const LIMITS: Record<CurrencyCode, Limits> = {
  usd: {
    minTopUpMicros: 5_000_000n,
    maxTopUpMicros: 100_000_000n,
    capMicros: 150_000_000n,
    presetMicros: [5_000_000n, 10_000_000n, 20_000_000n],
    minPayoutMicros: 10_000_000n,
    giftPayoutCapMicros: 5_000_000n,
    approvalLimitMicros: 20_000_000n,
    supportRefundMicros: 25_000_000n,
    cardPrice: {
      basisPoints: 290n,
      fixedMicros: 300_000n,
      asOf: '2026-11',
      source: 'https://stripe.com/pricing',
    },
  },
  krw: {
    minTopUpMicros: 5_000_000_000n,
    maxTopUpMicros: 100_000_000_000n,
    capMicros: 200_000_000_000n,
    presetMicros: [5_000_000_000n, 10_000_000_000n, 20_000_000_000n],
    minPayoutMicros: 10_000_000_000n,
    giftPayoutCapMicros: 5_000_000_000n,
    approvalLimitMicros: 20_000_000_000n,
    supportRefundMicros: 30_000_000_000n,
    cardPrice: null,
  },
};

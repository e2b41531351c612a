/**
 * All that differs between currencies; lib/core/money computes with it. A new one is a row in both tables:
 * what browsers write amounts with, and the platform's limits, which stay on the server.
 */

export const MICROS_PER_UNIT = 1_000_000n;

/** The processor's public list price of a card charge. */
export interface PublicCardPrice {
  /** Share of the amount, in hundredths of a percent. */
  basisPoints: bigint;
  fixedMicros: bigint;
  /** Year and month of the figure, shown beside it. */
  asOf: string;
  source: string;
}

interface Currency {
  sign: string;
  /** Of the hundredth in which amounts below a unit are shown; null: amounts are shown in units alone. */
  hundredthSign: string | null;
  /** Signs as people type them, once full-width letters are plain. */
  typed: { before: RegExp; after: RegExp };
  /** Shown where an amount, a price, or a price with all its decimals is asked for. */
  examples: { amount: string; price: string; finePrice: string };
  /** Micros in the smallest amount that a card can be charged: a cent, a won. */
  minorMicros: bigint;
}

export const CURRENCIES = {
  usd: {
    sign: '$',
    hundredthSign: '¢',
    typed: { before: /^(?:US)?\$\s*/i, after: /\s*(?:[$¢]|센트|달러)$/u },
    examples: { amount: '12.50', price: '0.035', finePrice: '0.035' },
    minorMicros: 10_000n,
  },
  krw: {
    sign: '₩',
    hundredthSign: null,
    // A Korean keyboard has the backslash where ₩ is printed.
    typed: { before: /^[₩\\]\s*/u, after: /\s*[₩원]$/u },
    examples: { amount: '5000', price: '42', finePrice: '42.5' },
    minorMicros: 1_000_000n,
  },
} as const satisfies Record<string, Currency>;

export type CurrencyCode = keyof typeof CURRENCIES;

export const CURRENCY_CODES = Object.keys(CURRENCIES) as CurrencyCode[];

export function isCurrencyCode(value: string): value is CurrencyCode {
  return Object.hasOwn(CURRENCIES, value);
}

/** The row of a currency. Throws on one that Farthing does not keep. */
export function currencyOf(code: string): Currency {
  if (!isCurrencyCode(code)) throw new RangeError(`unknown currency ${code}`);
  return CURRENCIES[code];
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

/** What the platform allows in each currency. Plain numbers, so that a browser's bundle leaves them out. */
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

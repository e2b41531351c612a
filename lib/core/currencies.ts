/** All that differs between currencies. A new one is a row here; lib/core/money computes with it. */

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
  /**
   * For domestic cards and without any discount: the measure that saved fees are computed with. Null: no
   * public price is known to us, and nothing is computed.
   */
  cardPrice: PublicCardPrice | null;
}

const unit = (units: number) => BigInt(units) * MICROS_PER_UNIT;

export const CURRENCIES = {
  usd: {
    sign: '$',
    hundredthSign: '¢',
    typed: { before: /^(?:US)?\$\s*/i, after: /\s*(?:[$¢]|센트|달러)$/u },
    examples: { amount: '12.50', price: '0.035', finePrice: '0.035' },
    minorMicros: 10_000n,
    minTopUpMicros: unit(5),
    maxTopUpMicros: unit(100),
    capMicros: unit(150),
    presetMicros: [unit(5), unit(10), unit(20)],
    minPayoutMicros: unit(10),
    giftPayoutCapMicros: unit(5),
    approvalLimitMicros: unit(20),
    supportRefundMicros: unit(25),
    cardPrice: {
      basisPoints: 290n,
      fixedMicros: 300_000n,
      asOf: '2026-11',
      source: 'https://stripe.com/pricing',
    },
  },
  krw: {
    sign: '₩',
    hundredthSign: null,
    // A Korean keyboard has the backslash where ₩ is printed.
    typed: { before: /^[₩\\]\s*/u, after: /\s*[₩원]$/u },
    examples: { amount: '5000', price: '42', finePrice: '42.5' },
    minorMicros: 1_000_000n,
    minTopUpMicros: unit(5_000),
    maxTopUpMicros: unit(100_000),
    capMicros: unit(200_000),
    presetMicros: [unit(5_000), unit(10_000), unit(20_000)],
    minPayoutMicros: unit(10_000),
    giftPayoutCapMicros: unit(5_000),
    approvalLimitMicros: unit(20_000),
    supportRefundMicros: unit(30_000),
    cardPrice: null,
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

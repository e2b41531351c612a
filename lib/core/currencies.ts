/**
 * All that differs between currencies; lib/core/money computes with it. A new one is a row here, in
 * currency-input.ts (how amounts are typed) and in currency-limits.ts: a page loads only what it needs.
 */

export const MICROS_PER_UNIT = 1_000_000n;

interface Currency {
  sign: string;
  /** Of the hundredth in which amounts below a unit are shown; null: amounts are shown in units alone. */
  hundredthSign: string | null;
  /** Micros in the smallest amount that a card can be charged: a cent, a won. */
  minorMicros: bigint;
}

export const CURRENCIES = {
  usd: {
    sign: '$',
    hundredthSign: '¢',
    minorMicros: 10_000n,
  },
  krw: {
    sign: '₩',
    hundredthSign: null,
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

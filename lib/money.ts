/** Pure functions on money. Micros are integer millionths of a currency unit, always bigint. */

export const MICROS_PER_UNIT = 1_000_000n;

interface Currency {
  /** Micros in the smallest amount that a card can be charged: a cent, a won. */
  minorMicros: bigint;
  /** Smallest and largest top-up, and what a wallet may hold (the cautious default for stored value). */
  minTopUpMicros: bigint;
  maxTopUpMicros: bigint;
  capMicros: bigint;
  presetMicros: readonly bigint[];
}

const unit = (units: number) => BigInt(units) * MICROS_PER_UNIT;

export const CURRENCIES = {
  usd: {
    minorMicros: 10_000n,
    minTopUpMicros: unit(5),
    maxTopUpMicros: unit(100),
    capMicros: unit(150),
    presetMicros: [unit(5), unit(10), unit(20)],
  },
  krw: {
    minorMicros: 1_000_000n,
    minTopUpMicros: unit(5_000),
    maxTopUpMicros: unit(100_000),
    capMicros: unit(200_000),
    presetMicros: [unit(5_000), unit(10_000), unit(20_000)],
  },
} as const satisfies Record<string, Currency>;

export type CurrencyCode = keyof typeof CURRENCIES;

export function isCurrencyCode(value: string): value is CurrencyCode {
  return Object.hasOwn(CURRENCIES, value);
}

/** The rules of a currency. Throws on one that Farthing does not keep. */
export function currencyOf(code: string): Currency {
  if (!isCurrencyCode(code)) throw new RangeError(`unknown currency ${code}`);
  return CURRENCIES[code];
}

/**
 * Reads a person's amount ("12", "12.50", "1,000", "₩5000") as micros. Null when it is not a plain positive amount or
 * has more decimals than a card can charge: "1e3", "NaN", "-5", "0", "5.005" and forty digits are all null.
 */
export function parseAmount(input: string, code: string): bigint | null {
  const { minorMicros } = currencyOf(code);
  const cleaned = input.trim().replace(/^[$₩]\s*|\s*(원|달러)$/gu, '');
  const match = /^(\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d{1,6}))?$/.exec(cleaned);
  if (!match?.[1]) return null;
  const micros =
    BigInt(match[1].replaceAll(',', '')) * MICROS_PER_UNIT + BigInt((match[2] ?? '').padEnd(6, '0'));
  return micros > 0n && micros % minorMicros === 0n ? micros : null;
}

/** The smallest price: 0.01¢, or the same part of a won. */
export const MIN_PRICE_MICROS = 100n;

/**
 * Reads a price as people write one ("0.035", "$0.035", "3.5¢", "₩42", "42원") as micros: up to four decimals of a unit, up to
 * two of a cent. Exact. Null when it is not a plain positive amount; whether it is in range is the caller's question.
 */
export function parsePrice(input: string, code: string): bigint | null {
  const typed = input.trim();
  const inCents = code === 'usd' && typed.endsWith('¢');
  const sign = code === 'usd' ? /^\$\s*|\s*(¢|달러)$/gu : /^₩\s*|\s*원$/gu;
  const match = /^(\d{1,9}|\d{1,3}(?:,\d{3}){1,2})?(?:\.(\d{1,4}))?$/.exec(typed.replace(sign, ''));
  const [whole = '', fraction = ''] = [match?.[1], match?.[2]];
  if (!match || !(whole || fraction) || (inCents && fraction.length > 2)) return null;
  const scale = inCents ? 10_000n : MICROS_PER_UNIT;
  const micros =
    BigInt(whole.replaceAll(',', '') || '0') * scale + (BigInt(fraction.padEnd(4, '0')) * scale) / 10_000n;
  return micros > 0n ? micros : null;
}

/** Micros to the processor's minor units (cents, won). Throws if it would round: card amounts are whole. */
export function toMinorUnits(micros: bigint, code: string): number {
  const { minorMicros } = currencyOf(code);
  if (micros % minorMicros !== 0n)
    throw new RangeError(`${micros} micros is not a whole minor unit of ${code}`);
  const minor = Number(micros / minorMicros);
  if (!Number.isSafeInteger(minor)) throw new RangeError('amount too large');
  return minor;
}

/** The processor's minor units to micros. Exact; throws on a fraction. */
export function fromMinorUnits(minor: number, code: string): bigint {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`${minor} is not a whole number of minor units`);
  return BigInt(minor) * currencyOf(code).minorMicros;
}

/** To the nearest whole minor unit, a half away from zero: for figures that are looked at, never for what is posted. */
export function roundToMinor(micros: bigint, code: string): bigint {
  const { minorMicros } = currencyOf(code);
  const size = micros < 0n ? -micros : micros;
  const rounded = ((size + minorMicros / 2n) / minorMicros) * minorMicros;
  return micros < 0n ? -rounded : rounded;
}

/** Without what is less than a minor unit: for a balance at a glance, which must never look like more than there is. */
export function roundDownToMinor(micros: bigint, code: string): bigint {
  return micros - (micros % currencyOf(code).minorMicros);
}

/**
 * Splits a settled aggregate into fee and net. The fee is rounded down to the micro, so what rounding there is goes to
 * the creator, and the parts always add up to the whole.
 */
export function splitFee(grossMicros: bigint, feePercent: number): { feeMicros: bigint; netMicros: bigint } {
  if (grossMicros < 0n) throw new RangeError('gross below zero');
  const feeMicros = (grossMicros * BigInt(feePercent)) / 100n;
  return { feeMicros, netMicros: grossMicros - feeMicros };
}

/** A decimal string of units with all the digits that matter and at least the currency's own: 35000 → "0.035". */
export function toDecimalString(micros: bigint, code: string): string {
  const negative = micros < 0n;
  const value = negative ? -micros : micros;
  const fraction = (value % MICROS_PER_UNIT).toString().padStart(6, '0').replace(/0+$/, '');
  const least = currencyOf(code).minorMicros === MICROS_PER_UNIT ? 0 : 2;
  const decimals = fraction.padEnd(least, '0');
  return `${negative ? '-' : ''}${value / MICROS_PER_UNIT}${decimals ? `.${decimals}` : ''}`;
}

/**
 * Money as people read it, exact to the micro: under one unit in cents where the currency has them ("3.5¢"), else with
 * the currency's sign ("$12.00", "$0.0012" never appears). `sign` shows + before what comes in.
 */
export function formatMoney(
  micros: bigint,
  code: string,
  locale: string,
  options: { sign?: boolean; cents?: boolean } = {},
): string {
  const negative = micros < 0n;
  const value = negative ? -micros : micros;
  const mark = negative ? '−' : options.sign && value > 0n ? '+' : '';
  const cents = options.cents ?? true;
  if (cents && code === 'usd' && value > 0n && value < MICROS_PER_UNIT) {
    return `${mark}${formatDecimal(value, 10_000n, 4, 0, locale)}¢`;
  }
  const least = currencyOf(code).minorMicros === MICROS_PER_UNIT ? 0 : 2;
  const symbol = code === 'krw' ? '₩' : '$';
  return `${mark}${symbol}${formatDecimal(value, MICROS_PER_UNIT, 6, least, locale)}`;
}

/** value ÷ scale in the locale's digits and groups, exact: Intl formats decimal strings without a float in between. */
function formatDecimal(value: bigint, scale: bigint, digits: number, least: number, locale: string): string {
  const whole = value / scale;
  const fraction = (value % scale).toString().padStart(digits, '0');
  const format = new Intl.NumberFormat(locale, {
    minimumFractionDigits: least,
    maximumFractionDigits: digits,
  });
  return format.format(`${whole}.${fraction}` as Intl.StringNumericLiteral);
}

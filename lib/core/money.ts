import { currencyOf, isCurrencyCode, MICROS_PER_UNIT } from './currencies.ts';

/** Pure functions on money. Micros are integer millionths of a currency unit, always bigint. */

/** The smallest price, and the step of prices and adjustments: 0.01¢, or the same part of a won. */
export const MIN_PRICE_MICROS = 100n;

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

/** To the nearest whole minor unit, halves away from zero. For figures on a page, never for postings. */
export function roundToMinor(micros: bigint, code: string): bigint {
  const { minorMicros } = currencyOf(code);
  const size = micros < 0n ? -micros : micros;
  const rounded = ((size + minorMicros / 2n) / minorMicros) * minorMicros;
  return micros < 0n ? -rounded : rounded;
}

/** Drops what is less than a minor unit, so a balance at a glance never looks like more than there is. */
export function roundDownToMinor(micros: bigint, code: string): bigint {
  return micros - (micros % currencyOf(code).minorMicros);
}

/** Splits a settled sum into fee and net, which add up to it. The fee is rounded down to the micro. */
export function splitFee(grossMicros: bigint, feePercent: number): { feeMicros: bigint; netMicros: bigint } {
  if (grossMicros < 0n) throw new RangeError('gross below zero');
  const feeMicros = (grossMicros * BigInt(feePercent)) / 100n;
  return { feeMicros, netMicros: grossMicros - feeMicros };
}

/** A decimal string of units with all digits that matter, at least the currency's own: 35000 → "0.035". */
export function toDecimalString(micros: bigint, code: string): string {
  const negative = micros < 0n;
  const value = negative ? -micros : micros;
  const fraction = (value % MICROS_PER_UNIT).toString().padStart(6, '0').replace(/0+$/, '');
  const least = currencyOf(code).minorMicros === MICROS_PER_UNIT ? 0 : 2;
  const decimals = fraction.padEnd(least, '0');
  return `${negative ? '-' : ''}${value / MICROS_PER_UNIT}${decimals ? `.${decimals}` : ''}`;
}

/** Money for people, exact to the micro: cents under one unit ("3.5¢"), else "$12.00". `sign` adds +. */
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
  // The processor may name a currency that we do not keep: shown by its code.
  const currency = isCurrencyCode(code) ? currencyOf(code) : null;
  if (cents && currency?.hundredthSign && value > 0n && value < MICROS_PER_UNIT)
    return `${mark}${formatDecimal(value, MICROS_PER_UNIT / 100n, 4, 0, locale)}${currency.hundredthSign}`;
  const least = currency?.minorMicros === MICROS_PER_UNIT ? 0 : 2;
  const sign = currency?.sign ?? `${code.toUpperCase()} `;
  return `${mark}${sign}${formatDecimal(value, MICROS_PER_UNIT, 6, least, locale)}`;
}

/** value ÷ scale in the locale's digits and groups, exact: Intl formats decimal strings without a float. */
function formatDecimal(value: bigint, scale: bigint, digits: number, least: number, locale: string): string {
  const whole = value / scale;
  const fraction = (value % scale).toString().padStart(digits, '0');
  const format = new Intl.NumberFormat(locale, {
    minimumFractionDigits: least,
    maximumFractionDigits: digits,
  });
  return format.format(`${whole}.${fraction}` as Intl.StringNumericLiteral);
}

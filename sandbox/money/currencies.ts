import { invalidRequest } from '../http/errors.ts';

/** Amounts of these are in whole units (₩100 is 100); of all others in hundredths. */
const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf'.split(' '));

const TWO_DECIMAL = new Set(
  (
    'aed aud bgn brl cad chf cny czk dkk eur gbp hkd huf idr ils inr mxn myr nok nzd php pln ron sek ' +
    'sgd thb try twd usd zar'
  ).split(' '),
);

/** Smallest charges, in minor units. Where Stripe publishes none, half a dollar's worth is guessed. */
const MINIMUM: Record<string, number> = { usd: 50, eur: 50, gbp: 30, jpy: 50, krw: 100 };
const DEFAULT_MINIMUM = 50;

/** The largest amount that Stripe's eight digits hold, in minor units. */
export const LARGEST_AMOUNT = 99_999_999;

export function isKnownCurrency(currency: string): boolean {
  return ZERO_DECIMAL.has(currency) || TWO_DECIMAL.has(currency);
}

function minorUnitDigits(currency: string): 0 | 2 {
  return ZERO_DECIMAL.has(currency) ? 0 : 2;
}

/** Writes minor units as people do: `$5.00`, `₩5,000`. */
export function formatAmount(amount: number, currency: string, locale = 'en'): string {
  const digits = minorUnitDigits(currency);
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: currency.toUpperCase(),
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount / 10 ** digits);
}

/** Refuses an amount that Stripe would not charge. `amount` is in minor units. */
export function requireChargeable(amount: number, currency: string, param: string): void {
  const minimum = MINIMUM[currency] ?? DEFAULT_MINIMUM;
  if (amount < minimum) {
    throw invalidRequest(`Amount must be at least ${formatAmount(minimum, currency)} ${currency}`, {
      code: 'amount_too_small',
      param,
    });
  }
  if (amount > LARGEST_AMOUNT) {
    throw invalidRequest(`Amount must be no more than ${formatAmount(LARGEST_AMOUNT, currency)}`, {
      code: 'amount_too_large',
      param,
    });
  }
}

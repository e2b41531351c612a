import { DomainError } from '@/lib/errors';
import { CURRENCIES, type CurrencyCode, formatMoney, parseAmount } from '@/lib/money';

/**
 * A person's amount as micros, within the currency's smallest and largest top-up. Throws `amount_out_of_range` for
 * everything else: no number, too many decimals, zero, negative, too little, too much.
 */
export function checkTopUpAmount(typed: string, currency: CurrencyCode, locale: string): bigint {
  const { minTopUpMicros, maxTopUpMicros } = CURRENCIES[currency];
  const micros = parseAmount(typed, currency);
  if (micros !== null && micros >= minTopUpMicros && micros <= maxTopUpMicros) return micros;
  throw new DomainError('amount_out_of_range', {
    details: {
      min: formatMoney(minTopUpMicros, currency, locale),
      max: formatMoney(maxTopUpMicros, currency, locale),
    },
  });
}

/** Throws `balance_cap_reached` when `heldMicros` (the balance and what is on its way) and the amount pass the cap. */
export function checkBalanceCap(
  heldMicros: bigint,
  amountMicros: bigint,
  currency: CurrencyCode,
  locale: string,
): void {
  const { capMicros, minorMicros } = CURRENCIES[currency];
  if (heldMicros + amountMicros <= capMicros) return;
  const left = heldMicros < capMicros ? capMicros - heldMicros : 0n;
  // A card can be charged whole minor units only.
  const roomMicros = left - (left % minorMicros);
  throw new DomainError('balance_cap_reached', {
    details: {
      cap: formatMoney(capMicros, currency, locale),
      room: formatMoney(roomMicros, currency, locale, { cents: false }),
    },
  });
}

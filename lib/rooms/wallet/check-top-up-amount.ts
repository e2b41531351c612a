import { refuseAmount } from '@/lib/core/amount-fault';
import { CURRENCIES, type CurrencyCode } from '@/lib/core/currencies';
import { LIMITS } from '@/lib/core/currency-limits';
import { DomainError } from '@/lib/core/errors';
import { formatMoney } from '@/lib/core/money';
import { readAmount } from '@/lib/core/read-amount';

/**
 * A person's amount as micros, within the currency's smallest and largest top-up. Throws
 * `amount_out_of_range` for too little (zero and less too) or too much, `amount_invalid` for what is no whole
 * amount of cents or won.
 */
export function checkTopUpAmount(typed: string, currency: CurrencyCode, locale: string): bigint {
  const { minTopUpMicros: minMicros, maxTopUpMicros: maxMicros } = LIMITS[currency];
  const { minorMicros } = CURRENCIES[currency];
  const read = readAmount(typed, currency, { stepMicros: minorMicros, minMicros, maxMicros });
  if ('micros' in read) return read.micros;
  if (read.fault !== 'range' && read.fault !== 'not_positive')
    throw refuseAmount(read.fault, { currency, stepMicros: minorMicros, locale });
  throw new DomainError('amount_out_of_range', {
    details: {
      min: formatMoney(minMicros, currency, locale),
      max: formatMoney(maxMicros, currency, locale),
    },
  });
}

/** Throws `balance_cap_reached` when `heldMicros` (balance and on its way) and the amount pass the cap. */
export function checkBalanceCap(
  heldMicros: bigint,
  amountMicros: bigint,
  currency: CurrencyCode,
  locale: string,
): void {
  const { capMicros } = LIMITS[currency];
  const { minorMicros } = CURRENCIES[currency];
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

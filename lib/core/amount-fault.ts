import { type CurrencyCode, currencyOf } from './currencies.ts';
import { amountInputOf } from './currency-input.ts';
import { DomainError } from './errors.ts';
import { formatMoney } from './money.ts';
import { AMOUNT_FAULTS, type AmountFault } from './read-amount.ts';

interface AmountOf {
  currency: CurrencyCode;
  stepMicros: bigint;
  locale: string;
}

/** What the sentence of a fault names: `errors.amount_invalid` in the messages. */
function describeFault(fault: AmountFault, { currency, stepMicros, locale }: AmountOf) {
  const { minorMicros, sign } = currencyOf(currency);
  const { examples } = amountInputOf(currency);
  return {
    fault,
    step: formatMoney(stepMicros, currency, locale),
    example: stepMicros < minorMicros ? examples.finePrice : examples.amount,
    unit: sign,
  };
}

/** The refusal of an amount. With `field`, its key in a form's texts is the fault's name behind `amount_`. */
export function refuseAmount(fault: AmountFault, of: AmountOf, field?: string): DomainError {
  return new DomainError('amount_invalid', {
    details: describeFault(fault, of),
    ...(field && { fieldErrors: { [field]: `amount_${fault}` } }),
  });
}

/** The sentences of a field's faults, by key. `say` is `errors.amount_invalid` in the reader's language. */
export function listAmountTexts(
  say: (values: ReturnType<typeof describeFault>) => string,
  of: AmountOf,
): Record<string, string> {
  return Object.fromEntries(AMOUNT_FAULTS.map((fault) => [`amount_${fault}`, say(describeFault(fault, of))]));
}

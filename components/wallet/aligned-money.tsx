import { toDecimalString } from '@/lib/core/money';
import { Money } from '../money';
import { cn } from '../ui/cn';

interface AlignedMoneyProps {
  micros: bigint;
  currency: string;
  locale: string;
  sign?: boolean;
  /** Decimals of the column's finest amount, from `decimalsOf`. */
  decimals: number;
  className?: string;
}

const fractionOf = (micros: bigint, currency: string) =>
  toDecimalString(micros, currency).split('.')[1] ?? '';

/** How many decimals a column needs so that every amount in it is exact. */
export function decimalsOf(amounts: bigint[], currency: string): number {
  return Math.max(0, ...amounts.map((micros) => fractionOf(micros, currency).length));
}

/** Money in a column: missing decimals are filled with invisible digits, so the points line up. */
export function AlignedMoney({ micros, currency, locale, sign, decimals, className }: AlignedMoneyProps) {
  const shown = fractionOf(micros, currency).length;
  const filler = `${shown === 0 && decimals > 0 ? '.' : ''}${'0'.repeat(decimals - shown)}`;
  return (
    <span className={cn('whitespace-nowrap', className)}>
      <Money micros={micros} currency={currency} locale={locale} sign={sign} cents={false} />
      <span aria-hidden="true" className="figures invisible select-none">
        {filler}
      </span>
    </span>
  );
}

import { formatMoney } from '@/lib/core/money';
import { cn } from './ui/cn';

interface MoneyProps {
  micros: bigint;
  currency: string;
  locale: string;
  /** Show + before what comes in, and colour both directions. For statements. */
  sign?: boolean;
  /** False writes cents as units too ("$0.035"), so that a column of mixed amounts lines up. */
  cents?: boolean;
  className?: string;
}

/** The only renderer of money: exact to the micro, in tabular figures. */
export function Money({ micros, currency, locale, sign, cents, className }: MoneyProps) {
  const tone = sign && micros > 0n ? 'text-green' : sign && micros < 0n ? 'text-ink' : undefined;
  return (
    <span className={cn('figures whitespace-nowrap', tone, className)}>
      {formatMoney(micros, currency, locale, { sign, cents })}
    </span>
  );
}

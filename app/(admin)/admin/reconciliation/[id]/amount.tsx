import { Money } from '@/components/money';
import { isCurrencyCode } from '@/lib/core/currencies';

/** Amounts of a currency that is not ours are written as they are. */
export function Amount({
  micros,
  currency,
  locale,
}: {
  micros: bigint | null;
  currency: string;
  locale: string;
}) {
  if (micros === null) return <>–</>;
  if (isCurrencyCode(currency))
    return <Money micros={micros} currency={currency} locale={locale} cents={false} />;
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return <span className="figures whitespace-nowrap">{format.format(Number(micros) / 1_000_000)}</span>;
}

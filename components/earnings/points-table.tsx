import { AlignedMoney, decimalsOf } from '../wallet/aligned-money';

interface PointLine {
  when: string;
  unlocks: number;
  refunds: number;
  earnedMicros: bigint;
  beforeMicros: bigint | null;
}

interface PointsTableProps {
  lines: PointLine[];
  currency: string;
  locale: string;
  words: Record<'table' | 'when' | 'unlocks' | 'refunds' | 'earned' | 'before' | 'title', string>;
}

const cell = 'figures py-1 pl-4 text-right';

/** The figures of the chart, for who would rather read them. */
export function PointsTable({ lines, currency, locale, words }: PointsTableProps) {
  const decimals = decimalsOf(
    lines.flatMap(({ earnedMicros, beforeMicros }) => [earnedMicros, beforeMicros ?? 0n]),
    currency,
  );
  const money = (micros: bigint) => (
    <AlignedMoney micros={micros} currency={currency} locale={locale} decimals={decimals} />
  );
  return (
    <details className="text-sm">
      <summary className="inline-flex h-11 items-center text-copper">{words.table}</summary>
      <div className="overflow-x-auto">
        <table className="w-full border-line border-t">
          <caption className="sr-only">{words.title}</caption>
          <thead className="label">
            <tr className="border-line border-b">
              <th scope="col" className="py-2 text-left font-[550]">
                {words.when}
              </th>
              <th scope="col" className={`${cell} font-[550]`}>
                {words.unlocks}
              </th>
              <th scope="col" className={`${cell} hidden font-[550] sm:table-cell`}>
                {words.refunds}
              </th>
              <th scope="col" className={`${cell} font-[550]`}>
                {words.earned}
              </th>
              <th scope="col" className={`${cell} font-[550]`}>
                {words.before}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.when} className="border-line border-b">
                <th scope="row" className="py-1 text-left font-[400]">
                  {line.when}
                </th>
                <td className={cell}>{line.unlocks.toLocaleString(locale)}</td>
                <td className={`${cell} hidden sm:table-cell`}>{line.refunds.toLocaleString(locale)}</td>
                <td className={cell}>{money(line.earnedMicros)}</td>
                <td className={`${cell} text-faint`}>
                  {line.beforeMicros === null ? '–' : money(line.beforeMicros)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

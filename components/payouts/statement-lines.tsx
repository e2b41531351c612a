import { getFormatter, getLocale, getTimeZone, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { PayoutStatement, PayoutStatementLine, StatementTotals } from '@/lib/rooms/payouts';
import { AlignedMoney, decimalsOf } from '../wallet/aligned-money';

const PERIOD = { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' } as const;
const ROW =
  'grid grid-cols-2 gap-x-4 gap-y-1 border-line border-b py-3 sm:table-row sm:py-0 print:table-row ' +
  'break-inside-avoid';
const FIGURE =
  'flex justify-between gap-2 sm:table-cell sm:py-3 sm:pl-4 sm:text-right sm:align-top print:table-cell';

interface StatementLinesProps {
  payout: PayoutStatement;
  totals: StatementTotals;
}

/** The settlements that a payout pays for, with a column for the fee and totals that equal its amount. */
export async function StatementLines({ payout, totals }: StatementLinesProps) {
  const t = await getTranslations('payouts.statement');
  const { lines, otherMicros, currency } = payout;
  const shown = lines.flatMap((line) => [line.grossMicros, line.feeMicros, line.netMicros, line.paidMicros]);
  const decimals = decimalsOf([...shown, otherMicros], currency);
  const heads = [t('gross'), t('fee'), t('settled'), t('paidHere')];
  return (
    <section aria-labelledby="lines" className="mt-10">
      <h2 id="lines" className="display mb-2 text-2xl">
        {t('lines')}
      </h2>
      <p className="mb-4 max-w-prose text-sm text-soft">{t(lines.length > 0 ? 'linesNote' : 'noLines')}</p>
      <table className="w-full text-sm">
        <thead className="sr-only sm:not-sr-only sm:table-header-group print:table-header-group">
          <tr className="label border-line border-b text-left">
            <th scope="col" className="py-2 font-[550]">
              <span className="sr-only">{t('lines')}</span>
            </th>
            {heads.map((head) => (
              <th key={head} scope="col" className="py-2 pl-4 text-right align-bottom font-[550]">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.settlementId} line={line} currency={currency} decimals={decimals} heads={heads} />
          ))}
          {otherMicros === 0n ? null : (
            <Figures
              head={t('other')}
              amounts={[null, null, null, otherMicros]}
              currency={currency}
              decimals={decimals}
              heads={heads}
            />
          )}
          <Figures
            strong
            head={t('total')}
            amounts={[
              totals.grossMicros,
              -totals.feeMicros,
              totals.netMicros,
              totals.paidMicros + otherMicros,
            ]}
            currency={currency}
            decimals={decimals}
            heads={heads}
          />
        </tbody>
      </table>
    </section>
  );
}

interface LineProps {
  line: PayoutStatementLine;
  currency: string;
  decimals: number;
  heads: string[];
}

async function Line({ line, ...rest }: LineProps) {
  const [t, format, zone] = await Promise.all([
    getTranslations('payouts.statement'),
    getFormatter(),
    getTimeZone(),
  ]);
  // The first settlement of all has no beginning.
  const period =
    line.fromAt.getTime() > 0
      ? t('period', { range: format.dateTimeRange(line.fromAt, line.untilAt, PERIOD), zone })
      : t('periodUntil', { until: format.dateTime(line.untilAt, PERIOD), zone });
  const head = (
    <>
      <span className="block font-[560]">
        {t('settlement', { id: String(line.settlementId) })} · {t('unlocks', { count: line.unlockCount })}
      </span>
      <span className="block font-normal text-faint">{period}</span>
    </>
  );
  return (
    <Figures
      head={head}
      amounts={[line.grossMicros, -line.feeMicros, line.netMicros, line.paidMicros]}
      {...rest}
    />
  );
}

interface FiguresProps {
  head: ReactNode;
  /** In the order of the columns; null leaves a column empty. */
  amounts: (bigint | null)[];
  currency: string;
  decimals: number;
  heads: string[];
  strong?: boolean;
}

async function Figures({ head, amounts, currency, decimals, heads, strong }: FiguresProps) {
  const locale = await getLocale();
  return (
    <tr className={`${ROW} sm:border-b ${strong ? 'font-[600]' : ''}`}>
      <th scope="row" className="col-span-2 text-left font-[inherit] sm:py-3 sm:align-top">
        {head}
      </th>
      {amounts.map((micros, index) => (
        <td
          key={heads[index]}
          className={micros === null ? 'hidden sm:table-cell print:table-cell' : `col-span-2 ${FIGURE}`}
        >
          {micros === null ? null : (
            <>
              <span aria-hidden="true" className="font-normal text-faint sm:hidden print:hidden">
                {heads[index]}
              </span>
              <AlignedMoney micros={micros} currency={currency} locale={locale} decimals={decimals} />
            </>
          )}
        </td>
      ))}
    </tr>
  );
}

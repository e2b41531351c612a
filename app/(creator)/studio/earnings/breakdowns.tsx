import { getLocale, getTranslations } from 'next-intl/server';
import { Breakdown } from '@/components/earnings/breakdown';
import { countryName, sourceName } from '@/components/earnings/source-name';
import { KoreanFonts } from '@/components/site/korean-fonts';
import {
  DIMENSIONS,
  type Dimension,
  type EarningsView,
  earnedMicros,
  type Report,
  type ReportLine,
  unlockRateOf,
  unlocksOf,
  writeEarningsQuery,
} from '@/lib/rooms/earnings';

const SHOWN = 10;

interface BreakdownsProps {
  report: Report;
  view: EarningsView;
  currency: string;
}

/** By item, by source, by country: each line narrows the chart to itself. */
export async function Breakdowns({ report, view, currency }: BreakdownsProps) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations('earnings')]);
  const { period, filter } = view;
  const rate = (sums: ReportLine['sums']) =>
    unlockRateOf(sums)?.toLocaleString(locale, { style: 'percent', maximumFractionDigits: 1 }) ?? '–';

  function nameOf(dimension: Dimension, line: ReportLine): string {
    if (dimension === 'item') return line.title ?? t('lines.gone');
    return dimension === 'source'
      ? sourceName(t, line.key)
      : countryName(line.key, locale, t('unknownCountry'));
  }

  const restOf = (lines: ReportLine[]) =>
    lines.length === 0 ? null : { name: t('lines.rest', { count: lines.length }), ...sumUp(lines) };

  const korean = report.lines.item.slice(0, SHOWN).some(({ language }) => language === 'ko');
  return (
    <>
      {korean ? <KoreanFonts /> : null}
      {DIMENSIONS.map((dimension) => {
        const lines = report.lines[dimension];
        return (
          <Breakdown
            key={dimension}
            id={`by-${dimension}`}
            title={t(`lines.${dimension}`)}
            hint={dimension === 'country' ? t('lines.countryHint') : undefined}
            currency={currency}
            locale={locale}
            lines={lines.slice(0, SHOWN).map((line) => {
              const name = nameOf(dimension, line);
              return {
                key: line.key,
                name,
                plainName: name,
                lang: line.language,
                href: `/studio/earnings${writeEarningsQuery(period, { dimension, key: line.key })}`,
                current: filter.dimension === dimension && filter.key === line.key,
                views: line.sums.views,
                unlocks: unlocksOf(line.sums),
                refunds: line.sums.refunds,
                rate: rate(line.sums),
                micros: earnedMicros(line.sums),
              };
            })}
            rest={restOf(lines.slice(SHOWN))}
            words={{
              name: t(`lines.name.${dimension}`),
              views: t('lines.views'),
              unlocks: t('lines.unlocks'),
              rate: t('lines.rate'),
              refunds: t('lines.refunds'),
              earned: t('lines.earned'),
              none: t('lines.none'),
              filter: t('lines.filter', { name: '{name}' }),
            }}
          />
        );
      })}
    </>
  );
}

function sumUp(lines: ReportLine[]) {
  const sum = (pick: (line: ReportLine) => number) => lines.reduce((total, line) => total + pick(line), 0);
  return {
    views: sum(({ sums }) => sums.views),
    unlocks: sum(({ sums }) => unlocksOf(sums)),
    refunds: sum(({ sums }) => sums.refunds),
    micros: lines.reduce((total, { sums }) => total + earnedMicros(sums), 0n),
  };
}

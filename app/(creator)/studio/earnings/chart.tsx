import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { EarningsChart } from '@/components/earnings/earnings-chart';
import { PointsTable } from '@/components/earnings/points-table';
import { formatMoney } from '@/lib/core/money';
import { type EarningsView, earnedMicros, type Report, unlocksOf } from '@/lib/rooms/earnings';
import { describePoint } from './describe-point';

/** What each part of the page shows: a report in the creator's currency. */
export interface PartProps {
  report: Report;
  currency: string;
}

export async function Chart({ report, view, currency }: PartProps & { view: EarningsView }) {
  const [locale, t, format] = await Promise.all([
    getLocale(),
    getTranslations('earnings.chart'),
    getFormatter(),
  ]);
  const { grain, zone } = view.period;
  const now = Date.now();
  const points = report.points.map((point) => ({
    ...point,
    ...describePoint(point, grain, zone, (at, options) => format.dateTime(at, options)),
    earned: earnedMicros(point.sums),
  }));
  const [most] = points.toSorted((x, y) => (x.earned < y.earned ? 1 : -1));
  const summary =
    most && most.earned > 0n
      ? t('summary', {
          points: points.length,
          most: formatMoney(most.earned, currency, locale),
          when: most.when,
        })
      : t('summaryNone');
  return (
    <section aria-labelledby="over-time">
      <h2 id="over-time" className="sr-only">
        {t('title')}
      </h2>
      <EarningsChart
        currency={currency}
        locale={locale}
        words={{
          title: t('title'),
          hint: `${t('hint')} ${summary}`,
          earned: t('earned'),
          before: t('before'),
        }}
        points={points.map(({ tick, when, from, earned, beforeMicros }) => ({
          tick,
          when,
          earnedMicros: from.getTime() > now ? null : String(earned),
          beforeMicros: beforeMicros === null ? null : String(beforeMicros),
        }))}
      />
      <PointsTable
        currency={currency}
        locale={locale}
        words={{
          title: t('title'),
          table: t('table'),
          when: t('when'),
          unlocks: t('unlocks'),
          refunds: t('refunds'),
          earned: t('earned'),
          before: t('before'),
        }}
        lines={points
          .filter(({ from }) => from.getTime() <= now)
          .map(({ when, sums, earned, beforeMicros }) => ({
            when,
            unlocks: unlocksOf(sums),
            refunds: sums.refunds,
            earnedMicros: earned,
            beforeMicros,
          }))}
      />
    </section>
  );
}

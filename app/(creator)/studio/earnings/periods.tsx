import { getTranslations } from 'next-intl/server';
import { PeriodNav } from '@/components/earnings/period-nav';
import { showZone } from '@/lib/core/time-zone-name';
import { type EarningsView, PERIODS, writeEarningsQuery } from '@/lib/rooms/earnings';

/** The choice of periods; a filter in force is kept. */
export async function Periods({ view: { period, filter } }: { view: EarningsView }) {
  const t = await getTranslations('earnings.period');
  const named = PERIODS.filter((name) => name !== 'custom');
  return (
    <PeriodNav
      label={t('label')}
      options={named.map((name) => ({
        href: `/studio/earnings${writeEarningsQuery({ ...period, name }, filter)}`,
        label: t(name),
        current: period.name === name,
      }))}
      custom={{
        label: t('custom'),
        current: period.name === 'custom',
        from: period.firstDay,
        to: period.lastDay,
        kept: filter.dimension === 'all' ? null : [filter.dimension, filter.key],
        words: { from: t('from'), to: t('to'), show: t('show') },
        note: t.rich('zone', {
          zone: showZone(period.zone),
          link: (chunks) => (
            <a href="/studio/profile" className="link">
              {chunks}
            </a>
          ),
        }),
      }}
    />
  );
}

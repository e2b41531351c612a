import { getLocale, getTranslations } from 'next-intl/server';
import { Facts } from '@/components/earnings/facts';
import { formatMoney } from '@/lib/core/money';
import { refundRateOf, unlockRateOf, unlocksOf } from '@/lib/rooms/earnings';
import type { PartProps } from './chart';

export async function Figures({ report, currency }: PartProps) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations('earnings')]);
  const show = (rate: number | null) =>
    rate?.toLocaleString(locale, { style: 'percent', maximumFractionDigits: 1 }) ?? '–';
  const { totals, readers } = report;
  // Counted over all of the creator's pieces; it would say nothing of one.
  const repeat = readers && {
    name: t('figures.repeat'),
    value: show(readers.readers === 0 ? null : readers.repeatReaders / readers.readers),
    why:
      readers.readers === 0
        ? t('figures.repeatNone')
        : t('figures.repeatWhy', { repeat: readers.repeatReaders, readers: readers.readers }),
  };
  return (
    <Facts
      id="figures"
      title={t('figures.title')}
      facts={[
        {
          name: t('figures.unlockRate'),
          value: show(unlockRateOf(totals)),
          why:
            totals.views === 0
              ? t('figures.unlockRateNone')
              : t('figures.unlockRateWhy', {
                  unlocks: t('headline.unlocks', { count: unlocksOf(totals) }),
                  views: totals.views,
                }),
        },
        ...(repeat ? [repeat] : []),
        {
          name: t('figures.refundRate'),
          value: show(refundRateOf(totals)),
          why: t('figures.refundRateWhy', {
            refunds: totals.refunds,
            amount: formatMoney(totals.refundMicros, currency, locale),
          }),
        },
      ]}
    />
  );
}

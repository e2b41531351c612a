import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { countryName, sourceName } from '@/components/earnings/source-name';
import { Money } from '@/components/money';
import { SiteLink } from '@/components/ui/site-link';
import { formatMoney } from '@/lib/core/money';
import {
  type EarningsView,
  earnedMicros,
  type Report,
  unlocksOf,
  writeEarningsQuery,
} from '@/lib/rooms/earnings';

interface HeadlineProps {
  report: Report;
  view: EarningsView;
  currency: string;
}

/** The period's one number, and how it compares with the same time before, in words. */
export async function Headline({ report, view, currency }: HeadlineProps) {
  const [locale, t, format] = await Promise.all([getLocale(), getTranslations('earnings'), getFormatter()]);
  const { period, filter } = view;
  const day = (text: string) =>
    format.dateTime(new Date(`${text}T12:00:00Z`), { timeZone: 'UTC', dateStyle: 'medium' });
  const what =
    period.name !== 'custom'
      ? t(`headline.${period.name}`)
      : period.firstDay === period.lastDay
        ? t('headline.customDay', { from: day(period.firstDay) })
        : t('headline.custom', { from: day(period.firstDay), to: day(period.lastDay) });
  const name = {
    all: () => '',
    item: () => report.lines.item.find(({ key }) => key === filter.key)?.title ?? t('lines.gone'),
    source: () => sourceName(t, filter.key),
    country: () => countryName(filter.key, locale, t('unknownCountry')),
  }[filter.dimension]();
  const earned = earnedMicros(report.totals);
  return (
    <div className="min-w-0">
      <p className="label">
        {filter.dimension === 'all' ? (
          what
        ) : (
          <>
            {t('headline.of', { what, name })}{' '}
            <SiteLink href={`/studio/earnings${writeEarningsQuery(period)}`} scroll={false} className="link">
              {t('headline.all')}
            </SiteLink>
          </>
        )}
      </p>
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="display text-3xl sm:text-4xl" data-earned="">
          <Money micros={earned} currency={currency} locale={locale} />
        </span>
        <span className="figures text-sm text-soft">
          {t('headline.unlocks', { count: unlocksOf(report.totals) })}
        </span>
      </p>
      <p className="text-soft text-xs sm:text-sm">{compare()}</p>
    </div>
  );

  function compare(): string {
    const before = earnedMicros(report.before);
    const difference = earned - before;
    const amount = formatMoney(difference < 0n ? -difference : difference, currency, locale);
    if (difference === 0n) return earned === 0n ? t('headline.nothing') : t('headline.same');
    if (before <= 0n)
      return difference > 0n
        ? t('headline.moreFromNothing', { amount })
        : t('headline.less', { amount, percent: '–' });
    const change = Number((difference * 1000n) / before) / 1000;
    const percent = change.toLocaleString(locale, {
      style: 'percent',
      maximumFractionDigits: Math.abs(change) < 0.1 ? 1 : 0,
      signDisplay: 'exceptZero',
    });
    return t(difference > 0n ? 'headline.more' : 'headline.less', { amount, percent });
  }
}

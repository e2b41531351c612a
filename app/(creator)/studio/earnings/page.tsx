import type { Metadata } from 'next';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { EarningsChart } from '@/components/earnings/earnings-chart';
import { Facts } from '@/components/earnings/facts';
import { Live } from '@/components/earnings/live';
import { PointsTable } from '@/components/earnings/points-table';
import { Settled } from '@/components/earnings/settled';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { env } from '@/lib/core/env';
import { formatMoney } from '@/lib/core/money';
import { requireCreator } from '@/lib/entry/session';
import {
  type EarningsView,
  earnedMicros,
  getReport,
  getTimeZone,
  type Report,
  readEarningsView,
  refundRateOf,
  unlockRateOf,
  unlocksOf,
  writeEarningsQuery,
} from '@/lib/rooms/earnings';
import { getMoneyMoves } from '@/lib/rooms/payouts';
import { type SearchParams, single } from '../../../search-params';
import { Breakdowns } from './breakdowns';
import { describePoint } from './describe-point';
import { Headline } from './headline';
import { MoneyStates } from './money-states';
import { Periods } from './periods';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('earnings');
  return { title: t('title'), description: t('description'), robots: { index: false } };
}

const STREAM = '/api/studio/earnings/stream';

export default async function EarningsPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireCreator('/studio/earnings');
  const [query, locale, t, zone] = await Promise.all([
    searchParams,
    getLocale(),
    getTranslations('earnings'),
    getTimeZone(viewer.creatorId),
  ]);
  const view = readEarningsView(
    Object.fromEntries(Object.entries(query).map(([name, value]) => [name, single(value)])),
    zone,
  );
  const currency = env.WALLET_CURRENCY;
  const [report, moves] = await Promise.all([
    getReport({ creatorId: viewer.creatorId, currency }, view.period, view.filter),
    getMoneyMoves(viewer.creatorId, currency),
  ]);
  const live = (
    <Live
      address={STREAM}
      locale={locale}
      words={{
        on: t('live.on'),
        connecting: t('live.connecting'),
        off: t('live.off'),
        offline: t('live.offline'),
        ended: t('live.ended'),
        busy: t('live.busy'),
        unlock: t('live.unlock', { title: '{title}', amount: '{amount}' }),
        refund: t('live.refund', { title: '{title}', amount: '{amount}' }),
        many: t('live.many', { count: '{count}' }),
      }}
    />
  );
  return (
    <div className="flex flex-col gap-3 sm:gap-6">
      <h1 className="sr-only">{t('title')}</h1>
      <MoneyStates moves={moves} currency={currency} zone={zone} />
      {report.everUnlocked ? <Periods view={view} /> : null}
      {/* In the same place before and after the first unlock, so that it stays connected. */}
      <div className="flex flex-col gap-2 sm:flex-row sm:flex-wrap sm:items-end sm:justify-between">
        {report.everUnlocked ? <Headline report={report} view={view} currency={currency} /> : null}
        {live}
      </div>
      {report.everUnlocked ? (
        <>
          <Chart report={report} view={view} currency={currency} />
          <div className="mt-6 flex flex-col gap-12">
            <Figures report={report} currency={currency} />
            <Breakdowns report={report} view={view} currency={currency} />
            <SettledInPeriod report={report} currency={currency} />
            <p>
              <a
                href={`/api/studio/earnings/csv${writeEarningsQuery(view.period, view.filter)}`}
                download
                className="link text-sm"
              >
                {t('csv.link')}
              </a>
            </p>
          </div>
        </>
      ) : (
        <EmptyState
          title={t('empty.title')}
          action={<LinkButton href="/studio/new">{t('empty.action')}</LinkButton>}
        >
          {t('empty.text')}
        </EmptyState>
      )}
    </div>
  );
}

interface PartProps {
  report: Report;
  currency: string;
}

async function Chart({ report, view, currency }: PartProps & { view: EarningsView }) {
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

async function Figures({ report, currency }: PartProps) {
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

async function SettledInPeriod({ report, currency }: PartProps) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations('earnings.figures')]);
  const { settled } = report;
  return (
    <Settled
      id="settled"
      title={t('settled')}
      note={settled.settlements > 0 ? t('settledWhy') : t('settledNone')}
      amounts={settled.settlements > 0 ? settled : null}
      currency={currency}
      locale={locale}
      words={{ gross: t('gross'), fee: t('fee'), net: t('net') }}
    />
  );
}

import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { Live } from '@/components/earnings/live';
import { Settled } from '@/components/earnings/settled';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { env } from '@/lib/core/env';
import { requireCreator } from '@/lib/entry/session';
import { getReport, getTimeZone, readEarningsView, writeEarningsQuery } from '@/lib/rooms/earnings';
import { getMoneyMoves } from '@/lib/rooms/payouts';
import { type SearchParams, single } from '../../../search-params';
import { Breakdowns } from './breakdowns';
import { Chart, type PartProps } from './chart';
import { Figures } from './figures';
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
  const [query, t, zone] = await Promise.all([
    searchParams,
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
  const live = <LiveFeed />;
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

async function LiveFeed() {
  const [locale, t] = await Promise.all([getLocale(), getTranslations('earnings')]);
  return (
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
}

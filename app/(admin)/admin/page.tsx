import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Suspense } from 'react';
import { DataTable } from '@/components/admin/data-table';
import { PageHead } from '@/components/admin/page-head';
import { Section } from '@/components/admin/section';
import { TableLoading } from '@/components/admin/table-loading';
import { DayChart } from '@/components/charts/day-chart';
import { Money } from '@/components/money';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { SiteLink } from '@/components/ui/site-link';
import { countPending } from '@/lib/admin/adjustments/queries';
import { countFailedJobs } from '@/lib/admin/overview/count-failed-jobs';
import { getOverview, type OverviewDay } from '@/lib/admin/overview/get-overview';
import { requireAdmin } from '@/lib/auth/admin-viewer';
import { env } from '@/lib/env';
import { countWaitingReversals } from '@/lib/refunds/list-waiting-reversals';
import type { SearchParams } from '../../search-params';
import { adminMetadata } from './admin-metadata';

export const generateMetadata = () => adminMetadata('overview.title');

const WINDOWS = [30, 90] as const;

/** How the platform does: the figures in words, their trends, and the figures behind each trend. */
export default async function OverviewPage({ searchParams }: { searchParams: SearchParams }) {
  await requireAdmin('/admin');
  const days = (await searchParams).days === '90' ? 90 : 30;
  const t = await getTranslations('admin');
  return (
    <>
      <PageHead title={t('overview.title')} />
      <Segmented
        label={t('overview.window')}
        className="mb-5"
        options={WINDOWS.map((one) => ({
          href: one === 30 ? '/admin' : `/admin?days=${one}`,
          label: t('overview.days', { count: one }),
          current: one === days,
        }))}
      />
      <Suspense key={days} fallback={<TableLoading label={t('loading')} />}>
        <Figures days={days} />
      </Suspense>
    </>
  );
}

async function Figures({ days }: { days: number }) {
  const currency = env.WALLET_CURRENCY;
  const [t, locale, format, figures, pending, reversals, failed] = await Promise.all([
    getTranslations('admin.overview'),
    getLocale(),
    getFormatter(),
    getOverview(currency, days),
    countPending(),
    countWaitingReversals(),
    countFailedJobs(),
  ]);
  const money = (micros: bigint) => (
    <Money micros={micros} currency={currency} locale={locale} cents={false} />
  );
  const today = figures.days.at(-1);
  const dayName = (day: string | undefined) =>
    day ? format.dateTime(new Date(`${day}T00:00:00Z`), { month: 'short', day: 'numeric' }) : '';
  const chart = (label: string, pick: (day: OverviewDay) => bigint, kind: 'bars' | 'line') => (
    <DayChart
      label={label}
      kind={kind}
      values={figures.days.map((day) => Number(pick(day)))}
      from={dayName(figures.days[0]?.day)}
      until={dayName(today?.day)}
    />
  );
  const hundredths = (value: bigint | null, suffix = '') =>
    value === null ? '–' : `${format.number(Number(value) / 100, { maximumFractionDigits: 2 })}${suffix}`;
  return (
    <>
      <div className="mb-8 grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        <Figure name={t('paidFloat')} value={money(today?.paidFloatMicros ?? 0n)} note={t('paidFloatNote')}>
          {chart(t('paidFloat'), (day) => day.paidFloatMicros, 'line')}
        </Figure>
        <Figure name={t('giftFloat')} value={money(today?.giftFloatMicros ?? 0n)} note={t('giftFloatNote')}>
          {chart(t('giftFloat'), (day) => day.giftFloatMicros, 'line')}
        </Figure>
        <Figure name={t('owed')} value={money(today?.owedMicros ?? 0n)} note={t('owedNote')}>
          {chart(t('owed'), (day) => day.owedMicros, 'line')}
        </Figure>
        <Figure
          name={t('unlocks')}
          value={<span className="figures">{format.number(figures.unlocks)}</span>}
          note={money(figures.unlockedMicros)}
        >
          {chart(t('unlocks'), (day) => day.unlocks, 'bars')}
        </Figure>
        <Figure
          name={t('charges')}
          value={<span className="figures">{format.number(figures.charges)}</span>}
          note={money(figures.chargedMicros)}
        >
          {chart(t('charges'), (day) => day.charges, 'bars')}
        </Figure>
        <Figure
          name={t('cost')}
          value={<span className="figures">{hundredths(figures.costBasisPoints, ' %')}</span>}
          note={t.rich('costNote', { fees: () => money(figures.feeMicros) })}
        >
          {chart(t('fees'), (day) => day.feeMicros, 'bars')}
        </Figure>
      </div>
      <dl className="mb-8 grid gap-x-8 gap-y-4 border-line border-y py-4 sm:grid-cols-2 xl:grid-cols-4">
        <Fact name={t('perCharge')} note={t('perChargeNote')}>
          <span className="figures">{hundredths(figures.unlocksPerCharge)}</span>
        </Fact>
        <Fact
          name={t('saved')}
          note={figures.savings ? t('savedNote', { asOf: figures.savings.price.asOf }) : t('savedUnknown')}
        >
          {figures.savings ? money(figures.savings.savedMicros) : '–'}
        </Fact>
        <Fact name={t('pending')} note={t('pendingNote')}>
          <SiteLink href="/admin/adjustments?status=pending" className="link figures">
            {format.number(pending)}
          </SiteLink>
          {reversals > 0 ? (
            <>
              {' '}
              <SiteLink href="/admin/refunds" className="link text-sm">
                {t('pendingReversals', { count: reversals })}
              </SiteLink>
            </>
          ) : null}
        </Fact>
        <Fact name={t('failedJobs')} note={failed === null ? t('noWorker') : t('failedJobsNote')}>
          <span className={failed ? 'figures text-red' : 'figures'}>
            {failed === null ? '–' : format.number(failed)}
          </span>
        </Fact>
      </dl>
      <Section id="figures" title={t('table')}>
        <DataTable
          caption={t('table')}
          rows={[...figures.days].reverse()}
          rowKey={({ day }) => day}
          empty="–"
          columns={[
            {
              key: 'day',
              head: t('day'),
              nowrap: true,
              cell: ({ day }) => <time dateTime={day}>{day}</time>,
            },
            {
              key: 'unlocks',
              head: t('unlocks'),
              right: true,
              cell: (row) => <span className="figures">{format.number(row.unlocks)}</span>,
            },
            { key: 'unlocked', head: t('unlocked'), right: true, cell: (row) => money(row.unlockedMicros) },
            {
              key: 'charges',
              head: t('charges'),
              right: true,
              cell: (row) => <span className="figures">{format.number(row.charges)}</span>,
            },
            { key: 'charged', head: t('charged'), right: true, cell: (row) => money(row.chargedMicros) },
            { key: 'fees', head: t('fees'), right: true, cell: (row) => money(row.feeMicros) },
            { key: 'paid', head: t('paidFloat'), right: true, cell: (row) => money(row.paidFloatMicros) },
            { key: 'gift', head: t('giftFloat'), right: true, cell: (row) => money(row.giftFloatMicros) },
            { key: 'owed', head: t('owed'), right: true, cell: (row) => money(row.owedMicros) },
          ]}
        />
      </Section>
    </>
  );
}

interface FigureProps {
  name: string;
  value: ReactNode;
  note: ReactNode;
  children: ReactNode;
}

function Figure({ name, value, note, children }: FigureProps) {
  return (
    <Panel className="p-4 sm:p-4">
      <h2 className="label">{name}</h2>
      <p className="display text-2xl">{value}</p>
      <p className="mb-3 text-faint text-xs">{note}</p>
      {children}
    </Panel>
  );
}

function Fact({ name, note, children }: { name: string; note: string; children: ReactNode }) {
  return (
    <div>
      <dt className="label">{name}</dt>
      <dd className="text-xl">{children}</dd>
      <dd className="text-faint text-xs">{note}</dd>
    </div>
  );
}

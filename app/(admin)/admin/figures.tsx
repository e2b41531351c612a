import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Figure } from '@/components/admin/figure';
import { DayChart } from '@/components/charts/day-chart';
import { Money } from '@/components/money';
import { SiteLink } from '@/components/ui/site-link';
import { env } from '@/lib/core/env';
import { roundToMinor } from '@/lib/core/money';
import { countFailedJobs, type FailedJobs, getOverview, type OverviewDay } from '@/lib/desks/backoffice';
import { FigureTables } from './figure-tables';

type Overview = Awaited<ReturnType<typeof getOverview>>;

/** The platform's figures over the last days, each with its trend, and the tables behind the trends. */
export async function Figures({ days }: { days: number }) {
  const currency = env.WALLET_CURRENCY;
  const [t, figures, failed] = await Promise.all([
    getTranslations('admin.overview'),
    getOverview(currency, days),
    countFailedJobs(),
  ]);
  return (
    <>
      <h2 className="mb-2 font-[600] text-base">{t('now')}</h2>
      <Now figures={figures} currency={currency} />
      <h2 className="mb-2 font-[600] text-base">{t('period', { count: days })}</h2>
      <div className="mb-8 grid grid-cols-2 gap-3 sm:gap-4 xl:grid-cols-4">
        <Charges figures={figures} currency={currency} />
        <Outcome figures={figures} currency={currency} failed={failed} />
      </div>
      <FigureTables days={figures.days} currency={currency} failed={failed} />
    </>
  );
}

interface PartProps {
  figures: Overview;
  currency: string;
}

/** How this part's amounts, ratios and trends are written. */
async function getWriter({ figures, currency }: PartProps) {
  const [t, locale, format] = await Promise.all([
    getTranslations('admin.overview'),
    getLocale(),
    getFormatter(),
  ]);
  const money = (micros: bigint) => (
    <Money micros={roundToMinor(micros, currency)} currency={currency} locale={locale} cents={false} />
  );
  const hundredths = (value: bigint | null, suffix = '') =>
    value === null ? '–' : `${format.number(Number(value) / 100, { maximumFractionDigits: 2 })}${suffix}`;
  const dayName = (day: string | undefined) =>
    day
      ? format.dateTime(new Date(`${day}T00:00:00Z`), { timeZone: 'UTC', month: 'short', day: 'numeric' })
      : '';
  const figure = (
    name: string,
    value: ReactNode,
    note: ReactNode,
    kind: 'bars' | 'line',
    pick: (day: OverviewDay) => bigint | number | null,
  ) => (
    <Figure name={name} value={value} note={note}>
      <DayChart
        label={name}
        kind={kind}
        values={figures.days.map((day) => Number(pick(day) ?? 0))}
        from={dayName(figures.days[0]?.day)}
        until={dayName(figures.days.at(-1)?.day)}
      />
    </Figure>
  );
  return { t, format, money, hundredths, figure };
}

/** What is held today. */
async function Now({ figures, currency }: PartProps) {
  const { t, money, figure } = await getWriter({ figures, currency });
  const today = figures.days.at(-1);
  return (
    <div className="mb-8 grid grid-cols-2 gap-3 sm:gap-4 xl:grid-cols-4">
      {figure(
        t('paidFloat'),
        money(today?.paidFloatMicros ?? 0n),
        t('paidFloatNote'),
        'line',
        (day) => day.paidFloatMicros,
      )}
      {figure(
        t('giftFloat'),
        money(today?.giftFloatMicros ?? 0n),
        t('giftFloatNote'),
        'line',
        (day) => day.giftFloatMicros,
      )}
      {figure(t('owed'), money(today?.owedMicros ?? 0n), t('owedNote'), 'line', (day) => day.owedMicros)}
      {figure(
        t('held'),
        money(today?.heldMicros ?? 0n),
        t.rich('heldNote', {
          open: figures.openDisputes,
          link: (words) => (
            <SiteLink href="/admin/disputes" className="link">
              {words}
            </SiteLink>
          ),
        }),
        'line',
        (day) => day.heldMicros,
      )}
    </div>
  );
}

/** What happened in the period: unlocks, card charges and what those cost. */
async function Charges({ figures, currency }: PartProps) {
  const { t, format, money, hundredths, figure } = await getWriter({ figures, currency });
  return (
    <>
      {figure(
        t('unlocks'),
        format.number(figures.unlocks),
        money(figures.unlockedMicros),
        'bars',
        (day) => day.unlocks,
      )}
      {figure(
        t('charges'),
        format.number(figures.charges),
        money(figures.chargedMicros),
        'bars',
        (day) => day.charges,
      )}
      {figure(
        t('perCharge'),
        hundredths(figures.unlocksPerCharge),
        t('perChargeNote'),
        'bars',
        (day) => day.unlocksPerCharge,
      )}
      {figure(
        t('cost'),
        hundredths(figures.costBasisPoints, '%'),
        t.rich('costNote', { fees: () => money(figures.feeMicros) }),
        'bars',
        (day) => day.costBasisPoints,
      )}
    </>
  );
}

/** What came of it: fees saved, payouts, disputes, failed jobs. */
async function Outcome({ figures, currency, failed }: PartProps & { failed: FailedJobs | null }) {
  const { t, format, money, hundredths, figure } = await getWriter({ figures, currency });
  const { savings } = figures;
  return (
    <>
      {figure(
        t('saved'),
        savings ? money(savings.savedMicros) : '–',
        savings ? t('savedNote', { asOf: savings.price.asOf }) : t('savedUnknown'),
        'bars',
        (day) => day.savedMicros,
      )}
      {figure(
        t('paidOut'),
        money(figures.paidOutMicros),
        t('paidOutNote'),
        'bars',
        (day) => day.paidOutMicros,
      )}
      {figure(
        t('disputes'),
        format.number(figures.disputes),
        t.rich('disputesNote', {
          rate: hundredths(figures.disputeBasisPoints, '%'),
          fees: () => money(figures.disputeFeeMicros),
        }),
        'bars',
        (day) => day.disputes,
      )}
      {figure(
        t('failedJobs'),
        <span className={failed?.count ? 'text-red' : undefined}>
          {failed === null ? '–' : format.number(failed.count)}
        </span>,
        failed === null ? t('noWorker') : t('failedJobsNote'),
        'bars',
        (day) => failed?.byDay.get(day.day) ?? 0,
      )}
    </>
  );
}

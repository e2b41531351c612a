import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { type Column, DataTable } from '@/components/admin/data-table';
import { Section } from '@/components/admin/section';
import { Money } from '@/components/money';
import { roundToMinor } from '@/lib/core/money';
import type { FailedJobs, OverviewDay } from '@/lib/desks/backoffice';

interface FigureTablesProps {
  days: OverviewDay[];
  currency: string;
  failed: FailedJobs | null;
}

/** The figures behind the charts, day by day: what was held, and what happened. */
export async function FigureTables({ days, currency, failed }: FigureTablesProps) {
  const [t, locale, format] = await Promise.all([
    getTranslations('admin.overview'),
    getLocale(),
    getFormatter(),
  ]);
  const column = (key: string, head: string, cell: Column<OverviewDay>['cell']) => ({
    key,
    head,
    right: true,
    cell: (day: OverviewDay) => <span className="figures">{cell(day)}</span>,
  });
  const money = (key: string, head: string, pick: (day: OverviewDay) => bigint | null) =>
    column(key, head, (day) => {
      const micros = pick(day);
      return micros === null ? (
        '–'
      ) : (
        <Money micros={roundToMinor(micros, currency)} currency={currency} locale={locale} cents={false} />
      );
    });
  const count = (key: string, head: string, pick: (day: OverviewDay) => bigint | number) =>
    column(key, head, (day) => format.number(pick(day)));
  const ratio = (key: string, head: string, pick: (day: OverviewDay) => bigint | null) =>
    column(key, head, (day) => {
      const value = pick(day);
      return value === null ? '–' : format.number(Number(value) / 100, { maximumFractionDigits: 2 });
    });
  const table = (id: string, title: string, columns: Column<OverviewDay>[]) => (
    <DayTable id={id} title={title} days={days} columns={columns} />
  );
  return (
    <>
      <p className="mb-3 text-faint text-xs">{t('rounded')}</p>
      {table('happened', t('happened'), [
        count('unlocks', t('unlocks'), (day) => day.unlocks),
        money('unlocked', t('unlocked'), (day) => day.unlockedMicros),
        count('charges', t('charges'), (day) => day.charges),
        money('charged', t('charged'), (day) => day.chargedMicros),
        ratio('per-charge', t('perChargeShort'), (day) => day.unlocksPerCharge),
        money('fees', t('fees'), (day) => day.feeMicros),
        ratio('cost', t('costShort'), (day) => day.costBasisPoints),
        money('saved', t('savedShort'), (day) => day.savedMicros),
        money('paid-out', t('paidOut'), (day) => day.paidOutMicros),
        count('disputes', t('disputes'), (day) => day.disputes),
        count('failed', t('failedJobs'), (day) => failed?.byDay.get(day.day) ?? 0),
      ])}
      {table('stood', t('stood'), [
        money('paid', t('paidFloat'), (day) => day.paidFloatMicros),
        money('gift', t('giftFloat'), (day) => day.giftFloatMicros),
        money('owed', t('owed'), (day) => day.owedMicros),
        money('held', t('held'), (day) => day.heldMicros),
      ])}
    </>
  );
}

interface DayTableProps {
  id: string;
  title: string;
  days: OverviewDay[];
  columns: Column<OverviewDay>[];
}

/** One line a day, the newest first. */
async function DayTable({ id, title, days, columns }: DayTableProps) {
  const t = await getTranslations('admin.overview');
  const date: Column<OverviewDay> = {
    key: 'day',
    head: t('day'),
    nowrap: true,
    cell: ({ day }) => (
      <time dateTime={day} className="figures">
        {day}
      </time>
    ),
  };
  return (
    <Section id={id} title={title}>
      <DataTable
        caption={title}
        rows={[...days].reverse()}
        rowKey={({ day }) => day}
        empty="–"
        phone="grid"
        columns={[date, ...columns]}
      />
    </Section>
  );
}

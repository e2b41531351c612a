import { getLocale, getTranslations } from 'next-intl/server';
import { DataTable } from '@/components/admin/data-table';
import { type Run, sumClosings } from '@/lib/desks/reconciliation';
import { Amount } from './amount';

export const PARTS = [
  'charges',
  'fees',
  'refunds',
  'disputes',
  'transfers',
  'own_funds',
  'other',
  'balance',
] as const;

export async function Closing({ closings }: { closings: Run['closings'] }) {
  const [t, locale] = await Promise.all([getTranslations('reconciliation'), getLocale()]);
  const rows = sumClosings(closings);
  const amount = (micros: bigint, currency: string) => (
    <Amount micros={micros} currency={currency} locale={locale} />
  );
  return (
    <DataTable
      caption={t('closing')}
      phone="grid"
      rows={rows}
      rowKey={({ currency, category }) => `${currency} ${category}`}
      empty={t('noDifferences')}
      columns={[
        {
          key: 'part',
          head: t('part'),
          cell: ({ category, currency }) =>
            category === 'total' ? (
              <strong>
                {t('total')} · {currency.toUpperCase()}
              </strong>
            ) : (
              t(`parts.${PARTS.find((known) => known === category) ?? 'other'}`)
            ),
        },
        {
          key: 'left',
          head: t('left'),
          right: true,
          cell: (row) =>
            row.leftMicros === 0n ? (
              amount(0n, row.currency)
            ) : (
              <strong className="text-red">{amount(row.leftMicros, row.currency)}</strong>
            ),
        },
        {
          key: 'stripe',
          head: t('atStripe'),
          right: true,
          cell: (row) => amount(row.processorMicros, row.currency),
        },
        {
          key: 'books',
          head: t('inBooks'),
          right: true,
          cell: (row) => amount(row.booksMicros, row.currency),
        },
        {
          key: 'timing',
          head: t('timing'),
          right: true,
          cell: (row) => amount(row.timingMicros, row.currency),
        },
        {
          key: 'listed',
          head: t('listed'),
          right: true,
          cell: (row) => amount(row.differencesMicros, row.currency),
        },
      ]}
    />
  );
}

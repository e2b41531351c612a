import { getLocale, getTranslations } from 'next-intl/server';
import { DataTable } from '@/components/admin/data-table';
import { Money } from '@/components/money';
import type { BatchLine } from '@/lib/desks/backoffice';

export async function Lines({ rows, currency }: { rows: BatchLine[]; currency: string }) {
  const [t, locale] = await Promise.all([getTranslations('admin.gifts'), getLocale()]);
  return (
    <DataTable
      caption={t('lines')}
      rows={rows}
      rowKey={({ line }) => String(line)}
      empty={t('noLines')}
      columns={[
        {
          key: 'line',
          head: t('line'),
          right: true,
          cell: ({ line }) => <span className="figures">{line}</span>,
        },
        {
          key: 'email',
          wide: true,
          head: t('email'),
          cell: ({ email }) => <span className="wrap-anywhere">{email || '–'}</span>,
        },
        {
          key: 'amount',
          head: t('amount'),
          right: true,
          cell: ({ amount, amountMicros }) =>
            amountMicros === null ? (
              <span className="wrap-anywhere text-red">{amount || '–'}</span>
            ) : (
              <Money micros={amountMicros} currency={currency} locale={locale} cents={false} />
            ),
        },
        {
          key: 'until',
          head: t('until'),
          nowrap: true,
          cell: ({ expires }) => expires || t('never'),
        },
        {
          key: 'result',
          head: t('outcome'),
          cell: ({ problem, grantId }) =>
            problem ? (
              <span className="text-red">{t(`problem.${problem as 'duplicate'}`)}</span>
            ) : grantId ? (
              <span className="text-green">{t('isGiven')}</span>
            ) : (
              t('isGood')
            ),
        },
      ]}
    />
  );
}

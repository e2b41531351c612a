import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import type { ListedAdjustment } from '@/lib/desks/backoffice';
import { Money } from '../money';
import { AdjustmentLink } from './adjustment-link';
import { AdjustmentState } from './adjustment-state';
import { DataTable } from './data-table';
import { PersonLink } from './person-link';

/** Adjustments, each with a link to its own page. */
export async function AdjustmentTable({
  rows,
  showOwner,
}: {
  rows: ListedAdjustment[];
  showOwner?: boolean;
}) {
  const [t, locale, format] = await Promise.all([
    getTranslations('admin.adjustment'),
    getLocale(),
    getFormatter(),
  ]);
  return (
    <DataTable
      caption={t('list')}
      rows={rows}
      rowKey={({ id }) => String(id)}
      empty={t('none')}
      columns={[
        { key: 'id', head: t('id'), cell: ({ id }) => <AdjustmentLink id={id} /> },
        {
          key: 'at',
          head: t('asked'),
          nowrap: true,
          cell: ({ createdAt }) => format.dateTime(createdAt, { dateStyle: 'medium', timeStyle: 'short' }),
        },
        ...(showOwner
          ? [
              {
                key: 'owner',
                wide: true,
                head: t('owner'),
                cell: ({ ownerId, owner }: ListedAdjustment) => (
                  <PersonLink userId={ownerId} email={owner.email} />
                ),
              },
            ]
          : []),
        {
          key: 'what',
          head: t('what'),
          cell: ({ target, reason }) => `${t(`target.${target}`)} · ${t(`reason.${reason}`)}`,
        },
        {
          key: 'by',
          wide: true,
          head: t('by'),
          cell: ({ requester }) => <span className="wrap-anywhere">{requester.email}</span>,
        },
        {
          key: 'status',
          head: t('status'),
          cell: ({ status, expiresAt }) => <AdjustmentState status={status} expiresAt={expiresAt} />,
        },
        {
          key: 'amount',
          head: t('amount'),
          right: true,
          cell: ({ amountMicros, currency }) => (
            <Money micros={amountMicros} currency={currency} locale={locale} sign cents={false} />
          ),
        },
      ]}
    />
  );
}

import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { DataTable } from '@/components/admin/data-table';
import { Money } from '@/components/money';
import { SiteLink } from '@/components/ui/site-link';
import { readId } from '@/lib/core/ids';
import { LIST_PAGE, listTopUps } from '@/lib/desks/backoffice';
import { pageOf } from '../../page-of';
import type { PersonViewProps } from './money-view';
import { Older } from './older';

/** Every card charge, begun, paid or failed. */
export async function TopUpsView({ person, path, before }: PersonViewProps) {
  const rows = await listTopUps(person.userId, readId(before));
  const { shown, last } = pageOf(rows, LIST_PAGE);
  return (
    <>
      <TopUps shown={shown} />
      <Older path={path} view="top-ups" before={before} next={last ? String(last.id) : null} />
    </>
  );
}

async function TopUps({ shown }: { shown: Awaited<ReturnType<typeof listTopUps>> }) {
  const [t, format, locale] = await Promise.all([
    getTranslations('admin.person'),
    getFormatter(),
    getLocale(),
  ]);
  return (
    <DataTable
      caption={t('view.top-ups')}
      rows={shown}
      rowKey={({ id }) => String(id)}
      empty={t('noTopUps')}
      columns={[
        {
          key: 'id',
          head: t('id'),
          cell: ({ id, status }) => <TopUpLink id={id} mayRefund={status === 'paid'} />,
        },
        {
          key: 'at',
          head: t('when'),
          nowrap: true,
          cell: ({ createdAt }) => format.dateTime(createdAt, { dateStyle: 'medium', timeStyle: 'short' }),
        },
        {
          key: 'status',
          head: t('status'),
          cell: ({ status, failureCode }) => (
            <>
              {t(`topUpState.${status}`)}{' '}
              {failureCode ? <span className="text-faint">{failureCode}</span> : null}
            </>
          ),
        },
        {
          key: 'card',
          head: t('card'),
          nowrap: true,
          cell: ({ cardBrand, cardLast4 }) => (cardLast4 ? `${cardBrand ?? ''} ${cardLast4}` : '–'),
        },
        {
          key: 'stripe',
          head: t('stripe'),
          cell: ({ chargeRef, paymentRef }) => (
            <span className="wrap-anywhere font-mono text-xs">{chargeRef ?? paymentRef ?? '–'}</span>
          ),
        },
        {
          key: 'fee',
          head: t('fee'),
          right: true,
          cell: ({ feeMicros, wallet }) =>
            feeMicros === null ? (
              '–'
            ) : (
              <Money micros={feeMicros} currency={wallet.currency} locale={locale} cents={false} />
            ),
        },
        {
          key: 'amount',
          head: t('amount'),
          right: true,
          cell: ({ amountMicros, wallet }) => (
            <Money micros={amountMicros} currency={wallet.currency} locale={locale} cents={false} />
          ),
        },
      ]}
    />
  );
}

function TopUpLink({ id, mayRefund }: { id: bigint; mayRefund: boolean }) {
  if (!mayRefund) return <span className="figures">{String(id)}</span>;
  return (
    <SiteLink href={`/admin/refunds/top-ups/${id}`} className="link figures">
      {String(id)}
    </SiteLink>
  );
}

import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { DataTable } from '@/components/admin/data-table';
import { FactList } from '@/components/admin/fact-list';
import { AccountLink } from '@/components/admin/ledger/account-link';
import { LedgerViews } from '@/components/admin/ledger/ledger-views';
import { UtcTime } from '@/components/admin/ledger/utc-time';
import { PageHead } from '@/components/admin/page-head';
import { PersonLink } from '@/components/admin/person-link';
import { Section } from '@/components/admin/section';
import { Money } from '@/components/money';
import { Notice } from '@/components/ui/notice';
import { AlignedMoney, decimalsOf } from '@/components/wallet/aligned-money';
import { readId } from '@/lib/core/ids';
import { type Cause, getCause } from '@/lib/desks/backoffice';
import { requireAdmin } from '@/lib/entry/session';
import { MAY, may } from '@/lib/ground/policy';
import { adminMetadata } from '../../../../admin-metadata';

interface Props {
  params: Promise<{ kind: string; ref: string }>;
}

export const generateMetadata = () => adminMetadata('ledger.title', MAY.readLedger);

/** The business row behind a transfer, and everything that it moved. */
export default async function CausePage({ params }: Props) {
  const { kind, ref } = await params;
  const viewer = await requireAdmin(`/admin/ledger/causes/${kind}/${ref}`, MAY.readLedger);
  const id = readId(ref);
  const cause = id && (await getCause(kind, id));
  if (!cause) notFound();
  const [t, admin, locale] = await Promise.all([
    getTranslations('ledger'),
    getTranslations('admin'),
    getLocale(),
  ]);
  const decimals = Math.max(0, ...cause.legs.map((leg) => decimalsOf([leg.amountMicros], leg.currency)));
  return (
    <>
      <PageHead title={t('causeOf', { table: t(`causes.${cause.table}`), id: String(cause.id) })} />
      <LedgerViews current={null} mayExport={may(viewer.adminRole, 'exportLedger')} />
      {cause.row ? <Facts row={cause.row} /> : <Notice tone="bad">{t('missing')}</Notice>}
      <Section id="legs" title={t('legs')}>
        <DataTable
          caption={t('legs')}
          rows={cause.legs}
          rowKey={(leg) => `${leg.kind}-${leg.leg}`}
          empty={t('noLegs')}
          columns={[
            { key: 'what', head: t('what'), cell: (leg) => admin(`kind.${leg.kind}`) },
            { key: 'time', head: t('time'), nowrap: true, cell: (leg) => <UtcTime at={leg.at} /> },
            { key: 'debit', head: t('debit'), cell: ({ debit }) => <AccountLink {...debit} /> },
            { key: 'credit', head: t('credit'), cell: ({ credit }) => <AccountLink {...credit} /> },
            {
              key: 'amount',
              head: t('amount'),
              right: true,
              cell: ({ amountMicros, currency }) => (
                <AlignedMoney micros={amountMicros} currency={currency} locale={locale} decimals={decimals} />
              ),
            },
          ]}
        />
      </Section>
    </>
  );
}

async function Facts({ row }: { row: NonNullable<Cause['row']> }) {
  const [t, locale] = await Promise.all([getTranslations('ledger'), getLocale()]);
  return (
    <FactList
      facts={[
        row.userId && row.email
          ? [t('person'), <PersonLink key="person" userId={row.userId} email={row.email} />]
          : null,
        row.amountMicros !== null && row.currency
          ? [
              t('amount'),
              <Money
                key="amount"
                micros={row.amountMicros}
                currency={row.currency}
                locale={locale}
                cents={false}
              />,
            ]
          : null,
        row.status ? [t('status'), row.status] : null,
        row.createdAt ? [t('made'), <UtcTime key="made" at={row.createdAt} />] : null,
        row.processorRef ? [t('stripe'), row.processorRef] : null,
        row.detail ? [t('detail'), row.detail] : null,
      ]}
    />
  );
}

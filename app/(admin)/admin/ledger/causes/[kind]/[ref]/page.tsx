import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { DataTable } from '@/components/admin/data-table';
import { AccountLink } from '@/components/admin/ledger/account-link';
import { LedgerViews } from '@/components/admin/ledger/ledger-views';
import { UtcTime } from '@/components/admin/ledger/utc-time';
import { PageHead } from '@/components/admin/page-head';
import { Section } from '@/components/admin/section';
import { Money } from '@/components/money';
import { Notice } from '@/components/ui/notice';
import { SiteLink } from '@/components/ui/site-link';
import { MAY, may } from '@/lib/admin/permissions';
import { readId } from '@/lib/admin/schemas';
import { type Cause, getCause } from '@/lib/admin-ledger/get-cause';
import { requireAdmin } from '@/lib/auth/admin-viewer';

interface Props {
  params: Promise<{ kind: string; ref: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('ledger'))('title'), robots: { index: false } };
}

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
                <Money micros={amountMicros} currency={currency} locale={locale} cents={false} />
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
    <dl className="mb-8 grid max-w-2xl grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2">
      {row.userId ? (
        <Fact name={t('person')}>
          <SiteLink href={`/admin/people/${row.userId}`} className="link break-all">
            {row.email}
          </SiteLink>
        </Fact>
      ) : null}
      {row.amountMicros !== null && row.currency ? (
        <Fact name={t('amount')}>
          <Money micros={row.amountMicros} currency={row.currency} locale={locale} cents={false} />
        </Fact>
      ) : null}
      {row.status ? <Fact name={t('status')}>{row.status}</Fact> : null}
      {row.createdAt ? (
        <Fact name={t('made')}>
          <UtcTime at={row.createdAt} />
        </Fact>
      ) : null}
      {row.stripeId ? <Fact name={t('stripe')}>{row.stripeId}</Fact> : null}
      {row.detail ? <Fact name={t('detail')}>{row.detail}</Fact> : null}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-faint">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

import { getLocale, getTranslations } from 'next-intl/server';
import { DataTable } from '@/components/admin/data-table';
import { FilterBar } from '@/components/admin/filter-bar';
import { LedgerFields } from '@/components/admin/ledger/ledger-fields';
import { LedgerViews } from '@/components/admin/ledger/ledger-views';
import { PageHead } from '@/components/admin/page-head';
import { Section } from '@/components/admin/section';
import { Notice } from '@/components/ui/notice';
import { SiteLink } from '@/components/ui/site-link';
import { AlignedMoney, decimalsOf } from '@/components/wallet/aligned-money';
import { findUnreadable } from '@/lib/core/find-unreadable';
import { formatMoney } from '@/lib/core/money';
import { readTrialBalance } from '@/lib/desks/backoffice';
import { readFilters, readMoment, writeMoment } from '@/lib/desks/backoffice/browser';
import { requireAdmin } from '@/lib/entry/session';
import type { AccountType } from '@/lib/generated/prisma/enums';
import { MAY, may } from '@/lib/ground/policy';
import { type SearchParams, single } from '../../../../search-params';
import { adminMetadata } from '../../admin-metadata';
import { withQuery } from '../../page-of';
import { Unreadable } from '../../unreadable';

export const generateMetadata = () => adminMetadata('ledger.trial.title', MAY.readLedger);

const PATH = '/admin/ledger/trial-balance';

/** Both sides of the books at any moment; each line leads to the accounts that it adds up. */
export default async function TrialBalancePage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireAdmin(PATH, MAY.readLedger);
  const query = await searchParams;
  const wrong = findUnreadable((name) => query[name], { at: readMoment });
  if (wrong.length > 0)
    return <Unreadable title={(await getTranslations('ledger'))('trial.title')} path={PATH} wrong={wrong} />;
  const filters = readFilters((name) => single(query[name]));
  // Now, when no moment is asked for: then the accounts' own pages show the same.
  const [t, admin, trial] = await Promise.all([
    getTranslations('ledger'),
    getTranslations('admin'),
    readTrialBalance(filters.at ?? new Date()),
  ]);
  const at = writeMoment(filters.at);
  return (
    <>
      <PageHead title={t('trial.title')} lead={t('trial.lead')} />
      <LedgerViews current="trial" mayExport={may(viewer.adminRole, 'exportLedger')} />
      <FilterBar
        action={PATH}
        label={admin('filterLabel')}
        submit={admin('filter')}
        clear={at ? admin('clear') : undefined}
      >
        <LedgerFields filters={filters} show={['at']} />
      </FilterBar>
      <p className="mb-4 text-faint text-xs">{t('trial.slow')}</p>
      {trial.totals.length === 0 ? <p className="text-soft">{t('trial.none')}</p> : null}
      {trial.totals.map((total) => (
        <Books
          key={total.currency}
          total={total}
          lines={trial.lines.filter((line) => line.currency === total.currency)}
          at={at}
        />
      ))}
    </>
  );
}

type Trial = Awaited<ReturnType<typeof readTrialBalance>>;

interface BooksProps {
  total: Trial['totals'][number];
  lines: Trial['lines'];
  at: string;
}

/** Both sides in one currency. */
async function Books({ total, lines, at }: BooksProps) {
  const [t, locale] = await Promise.all([getTranslations('ledger'), getLocale()]);
  const { currency, debitMicros, creditMicros, differenceMicros } = total;
  const decimals = decimalsOf(
    lines.flatMap((line) => [line.debitMicros, line.creditMicros]),
    currency,
  );
  const money = (micros: bigint) => (
    <AlignedMoney micros={micros} currency={currency} locale={locale} decimals={decimals} />
  );
  return (
    <Section id={currency} title={currency.toUpperCase()}>
      <DataTable<{ type: string | null; debitMicros: bigint; creditMicros: bigint }>
        caption={currency.toUpperCase()}
        phone="grid"
        rows={[...lines, { type: null, debitMicros, creditMicros }]}
        rowKey={({ type }) => type ?? 'total'}
        empty={null}
        columns={[
          {
            key: 'type',
            head: t('type'),
            cell: ({ type }) =>
              type ? (
                <SiteLink href={withQuery('/admin/ledger', { type, currency, at })} className="link">
                  {t(`types.${type as AccountType}`)}
                </SiteLink>
              ) : (
                <strong className="font-[600]">{t('trial.total')}</strong>
              ),
          },
          {
            key: 'debits',
            head: t('trial.debits'),
            right: true,
            cell: (row) => money(row.debitMicros),
          },
          {
            key: 'credits',
            head: t('trial.credits'),
            right: true,
            cell: (row) => money(row.creditMicros),
          },
          {
            key: 'balance',
            head: t('trial.balance'),
            right: true,
            cell: (row) => money(row.creditMicros - row.debitMicros),
          },
        ]}
      />
      {differenceMicros === 0n ? (
        <p className="mt-3 text-soft">{t('trial.equal')}</p>
      ) : (
        <Notice tone="bad" className="mt-3">
          {t('trial.differs', { amount: formatMoney(differenceMicros, currency, locale) })}
        </Notice>
      )}
    </Section>
  );
}

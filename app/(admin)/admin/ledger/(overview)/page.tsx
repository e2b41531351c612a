import { getLocale, getTranslations } from 'next-intl/server';
import { DataTable } from '@/components/admin/data-table';
import { FilterBar } from '@/components/admin/filter-bar';
import { AccountLink } from '@/components/admin/ledger/account-link';
import { LedgerFields } from '@/components/admin/ledger/ledger-fields';
import { LedgerViews } from '@/components/admin/ledger/ledger-views';
import { UtcTime } from '@/components/admin/ledger/utc-time';
import { PageHead } from '@/components/admin/page-head';
import { Pagination } from '@/components/ui/pagination';
import { SiteLink } from '@/components/ui/site-link';
import { AlignedMoney, decimalsOf } from '@/components/wallet/aligned-money';
import { findUnreadable } from '@/lib/core/find-unreadable';
import { readId } from '@/lib/core/ids';
import { ACCOUNTS_PAGE, listAccounts } from '@/lib/desks/backoffice';
import { readFilters, readMoment, writeMoment } from '@/lib/desks/backoffice/browser';
import { requireAdmin } from '@/lib/entry/session';
import { MAY, may } from '@/lib/ground/policy';
import { type SearchParams, single } from '../../../../search-params';
import { adminMetadata } from '../../admin-metadata';
import { pageOf, withQuery } from '../../page-of';
import { Unreadable } from '../../unreadable';

export const generateMetadata = () => adminMetadata('ledger.title', MAY.readLedger);

const PATH = '/admin/ledger';

/** Every account of the ledger with its balance, now or at a moment. */
export default async function LedgerPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireAdmin(PATH, MAY.readLedger);
  const query = await searchParams;
  const wrong = findUnreadable((name) => query[name], { at: readMoment, after: readId });
  if (wrong.length > 0)
    return <Unreadable title={(await getTranslations('ledger'))('title')} path={PATH} wrong={wrong} />;
  const filters = readFilters((name) => single(query[name]));
  const after = readId(single(query.after));
  const [t, admin, found] = await Promise.all([
    getTranslations('ledger'),
    getTranslations('admin'),
    listAccounts(filters, after),
  ]);
  const { shown, last } = pageOf(found, ACCOUNTS_PAGE);
  const at = writeMoment(filters.at);
  const set = { type: filters.type, currency: filters.currency, owner: filters.owner, at };
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <LedgerViews current="accounts" mayExport={may(viewer.adminRole, 'exportLedger')} />
      <FilterBar
        fold
        action={PATH}
        label={admin('filterLabel')}
        submit={admin('filter')}
        clear={Object.values(set).some(Boolean) ? admin('clear') : undefined}
      >
        <LedgerFields filters={filters} show={['type', 'currency', 'owner', 'at']} />
      </FilterBar>
      {filters.at ? <p className="mb-3 text-soft">{t('asOf', { moment: at.replace('T', ' ') })}</p> : null}
      <Accounts shown={shown} at={at} />
      <Pagination
        label={admin('pages')}
        previous={after ? { href: withQuery(PATH, set), label: t('first') } : undefined}
        next={
          last ? { href: withQuery(PATH, { ...set, after: String(last.id) }), label: t('next') } : undefined
        }
      />
    </>
  );
}

async function Accounts({ shown, at }: { shown: Awaited<ReturnType<typeof listAccounts>>; at: string }) {
  const [t, locale] = await Promise.all([getTranslations('ledger'), getLocale()]);
  const decimals = Math.max(0, ...shown.map((row) => decimalsOf([row.balanceMicros], row.currency)));
  return (
    <DataTable
      caption={t('accounts')}
      rows={shown}
      rowKey={({ id }) => String(id)}
      empty={t('noAccounts')}
      columns={[
        {
          key: 'account',
          head: t('account'),
          cell: ({ id, type }) => <AccountLink id={id} type={type} at={at} />,
        },
        {
          key: 'owner',
          wide: true,
          head: t('owner'),
          cell: ({ owner }) =>
            owner ? (
              <SiteLink href={`/admin/people/${owner.userId}`} className="link wrap-anywhere">
                {owner.handle ? `@${owner.handle}` : owner.email}
              </SiteLink>
            ) : (
              <span className="text-faint">{t('platformOwn')}</span>
            ),
        },
        { key: 'opened', head: t('opened'), nowrap: true, cell: (row) => <UtcTime at={row.createdAt} /> },
        {
          key: 'balance',
          head: t('balance'),
          right: true,
          cell: ({ balanceMicros, currency }) => (
            <AlignedMoney micros={balanceMicros} currency={currency} locale={locale} decimals={decimals} />
          ),
        },
      ]}
    />
  );
}

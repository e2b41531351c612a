import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { FilterBar } from '@/components/admin/filter-bar';
import { LedgerFields } from '@/components/admin/ledger/ledger-fields';
import { LedgerViews } from '@/components/admin/ledger/ledger-views';
import { PageHead } from '@/components/admin/page-head';
import { PersonLink } from '@/components/admin/person-link';
import { Money } from '@/components/money';
import { LinkButton } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { findUnreadable } from '@/lib/core/find-unreadable';
import { readId } from '@/lib/core/ids';
import { getAccount, listAccountTransfers, readCursor, TRANSFERS_PAGE } from '@/lib/desks/backoffice';
import { readFilters, readMoment, writeMoment } from '@/lib/desks/backoffice/browser';
import { requireAdmin } from '@/lib/entry/session';
import { MAY, may } from '@/lib/ground/policy';
import { type SearchParams, single } from '../../../../../search-params';
import { adminMetadataOf } from '../../../admin-metadata';
import { pageOf, withQuery } from '../../../page-of';
import { Unreadable } from '../../../unreadable';
import { Transfers } from './transfers';

interface Props {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

export const generateMetadata = adminMetadataOf('ledger.accountOf', MAY.readLedger);

/** One account: every transfer that touched it, the balance after each, and what caused it. */
export default async function AccountPage({ params, searchParams }: Props) {
  const { id: given } = await params;
  const viewer = await requireAdmin(`/admin/ledger/accounts/${given}`, MAY.readLedger);
  const id = readId(given);
  const account = id && (await getAccount(id));
  if (!account) notFound();
  const query = await searchParams;
  const wrong = findUnreadable((name) => query[name], { at: readMoment, before: readCursor });
  if (wrong.length > 0)
    return (
      <Unreadable
        title={(await getTranslations('ledger'))('title')}
        path={`/admin/ledger/accounts/${account.id}`}
        wrong={wrong}
      />
    );
  const { at: until, ...rest } = readFilters((name) => single(query[name]));
  const before = single(query.before) || null;
  const [t, admin, locale, found] = await Promise.all([
    getTranslations('ledger'),
    getTranslations('admin'),
    getLocale(),
    listAccountTransfers(account.id, { at: until, before }),
  ]);
  const { shown, last } = pageOf(found, TRANSFERS_PAGE);
  const path = `/admin/ledger/accounts/${account.id}`;
  const at = writeMoment(until);
  const money = { currency: account.currency, locale };
  const mayExport = may(viewer.adminRole, 'exportLedger');
  return (
    <>
      <Head account={account} mayExport={mayExport} at={at} />
      <LedgerViews current={null} mayExport={mayExport} />
      <FilterBar
        action={path}
        label={admin('filterLabel')}
        submit={admin('filter')}
        clear={at ? admin('clear') : undefined}
      >
        <LedgerFields filters={{ ...rest, at: until }} show={['at']} />
      </FilterBar>
      {before ? null : (
        <p className="mb-4 text-base">
          {t('balance')}:{' '}
          <Money
            micros={shown[0]?.balanceAfterMicros ?? 0n}
            {...money}
            cents={false}
            className="font-[600]"
          />
        </p>
      )}
      <Transfers shown={shown} at={at} account={account} />
      <Pagination
        label={admin('pages')}
        previous={before ? { href: withQuery(path, { at }), label: admin('newest') } : undefined}
        next={
          last ? { href: withQuery(path, { at, before: last.cursor }), label: admin('older') } : undefined
        }
      />
    </>
  );
}

interface HeadProps {
  account: NonNullable<Awaited<ReturnType<typeof getAccount>>>;
  mayExport: boolean;
  at: string;
}

async function Head({ account, mayExport, at }: HeadProps) {
  const t = await getTranslations('ledger');
  return (
    <PageHead
      title={`${t('accountOf', { id: String(account.id) })} · ${t(`types.${account.type}`)}`}
      lead={
        account.owner ? (
          <PersonLink userId={account.owner.userId} email={account.owner.email} />
        ) : (
          t('platformOwn')
        )
      }
      actions={
        mayExport ? (
          <LinkButton size="sm" href={withQuery('/admin/ledger/export', { account: String(account.id), at })}>
            {t('view.export')}
          </LinkButton>
        ) : null
      }
    />
  );
}

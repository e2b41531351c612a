import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { DataTable } from '@/components/admin/data-table';
import { Segmented } from '@/components/ui/segmented';
import { SiteLink } from '@/components/ui/site-link';
import { AlignedMoney, decimalsOf } from '@/components/wallet/aligned-money';
import { DomainError } from '@/lib/core/errors';
import type { PersonWallet } from '@/lib/desks/backoffice';
import { listStatement, type StatementEntry } from '@/lib/rooms/wallet';
import { withQuery } from '../../page-of';
import type { PersonViewProps } from './money-view';
import { Older } from './older';

/** Every movement of one wallet with what caused it; an unlock is one line whatever lots it drained. */
export async function TransfersView({
  person,
  path,
  before,
  walletId,
}: PersonViewProps & { walletId: bigint | null }) {
  const t = await getTranslations('admin.person');
  const wallet = person.wallets.find((one) => one.walletId === walletId) ?? person.wallets[0];
  if (!wallet) return <p className="text-soft">{t('noWallet')}</p>;
  const extra = { wallet: String(wallet.walletId) };
  const { entries, next } = await readStatement(wallet.walletId, before);
  return (
    <>
      {person.wallets.length > 1 ? (
        <Segmented
          label={t('wallets')}
          className="mb-4"
          options={person.wallets.map((one) => ({
            href: withQuery(path, { show: 'transfers', wallet: String(one.walletId) }),
            label: one.currency.toUpperCase(),
            current: one === wallet,
          }))}
        />
      ) : null}
      <Entries entries={entries} wallet={wallet} />
      <Older path={path} view="transfers" before={before} next={next} extra={extra} />
    </>
  );
}

async function readStatement(walletId: bigint, before: string) {
  try {
    return await listStatement({ walletId, filter: 'all', before: before || undefined });
  } catch (error) {
    // An address with a cursor that is none shows the beginning.
    if (error instanceof DomainError && error.code === 'invalid_input')
      return listStatement({ walletId, filter: 'all' });
    throw error;
  }
}

interface EntriesProps {
  entries: StatementEntry[];
  wallet: PersonWallet;
}

async function Entries({ entries, wallet }: EntriesProps) {
  const [t, format, locale] = await Promise.all([
    getTranslations('admin.person'),
    getFormatter(),
    getLocale(),
  ]);
  const decimals = decimalsOf(
    entries.flatMap((entry) => [entry.amountMicros, entry.balanceAfterMicros]),
    wallet.currency,
  );
  const money = { currency: wallet.currency, locale, decimals };
  return (
    <DataTable
      caption={t('view.transfers')}
      rows={entries}
      rowKey={({ cursor }) => cursor}
      empty={t('noTransfers')}
      columns={[
        {
          key: 'at',
          head: t('when'),
          nowrap: true,
          cell: ({ at }) => (
            <time dateTime={at.toISOString()}>
              {format.dateTime(at, { dateStyle: 'medium', timeStyle: 'medium' })}
            </time>
          ),
        },
        {
          key: 'cause',
          wide: true,
          head: t('cause'),
          cell: (entry) => <Cause entry={entry} />,
        },
        {
          key: 'amount',
          head: t('amount'),
          right: true,
          cell: ({ amountMicros }) => <AlignedMoney micros={amountMicros} {...money} sign />,
        },
        {
          key: 'after',
          head: t('balanceAfter'),
          right: true,
          cell: ({ balanceAfterMicros }) => (
            <AlignedMoney micros={balanceAfterMicros} {...money} className="text-soft" />
          ),
        },
      ]}
    />
  );
}

async function Cause({ entry: { kind, ref, item, card } }: { entry: StatementEntry }) {
  const kinds = await getTranslations('admin.kind');
  return (
    <>
      <SiteLink
        href={kind === 'adjustment' ? `/admin/adjustments/${ref}` : `/admin/ledger/causes/${kind}/${ref}`}
        className="link"
      >
        {kinds.has(kind as 'unlock') ? kinds(kind as 'unlock') : kind}{' '}
        <span className="figures">#{String(ref)}</span>
      </SiteLink>
      {item ? (
        <>
          {' · '}
          <SiteLink href={`/read/${item.slug}`} lang={item.language} className="link">
            {item.title}
          </SiteLink>
        </>
      ) : null}
      {card?.last4 ? (
        <span className="text-faint">
          {' '}
          · {card.brand} {card.last4}
        </span>
      ) : null}
    </>
  );
}

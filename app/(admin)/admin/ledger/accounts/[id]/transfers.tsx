import { getLocale, getTranslations } from 'next-intl/server';
import { DataTable } from '@/components/admin/data-table';
import { AccountLink } from '@/components/admin/ledger/account-link';
import { UtcTime } from '@/components/admin/ledger/utc-time';
import { SiteLink } from '@/components/ui/site-link';
import { AlignedMoney, decimalsOf } from '@/components/wallet/aligned-money';
import type { getAccount, listAccountTransfers } from '@/lib/desks/backoffice';

interface TransfersProps {
  shown: Awaited<ReturnType<typeof listAccountTransfers>>;
  at: string;
  account: NonNullable<Awaited<ReturnType<typeof getAccount>>>;
}

export async function Transfers({ shown, at, account }: TransfersProps) {
  const [t, admin, locale] = await Promise.all([
    getTranslations('ledger'),
    getTranslations('admin'),
    getLocale(),
  ]);
  const money = { currency: account.currency, locale };
  const decimals = decimalsOf(
    shown.flatMap((row) => [row.amountMicros, row.balanceAfterMicros]),
    account.currency,
  );
  return (
    <DataTable
      caption={t('transfers')}
      rows={shown}
      rowKey={({ cursor }) => cursor}
      empty={t('noTransfers')}
      columns={[
        {
          key: 'what',
          head: t('what'),
          cell: ({ kind, ref }) => (
            <SiteLink href={`/admin/ledger/causes/${kind}/${ref}`} className="link">
              {admin(`kind.${kind}`)} <span className="figures">{String(ref)}</span>
            </SiteLink>
          ),
        },
        { key: 'time', head: t('time'), nowrap: true, cell: (row) => <UtcTime at={row.at} /> },
        { key: 'other', head: t('other'), cell: ({ other }) => <AccountLink {...other} at={at} /> },
        {
          key: 'amount',
          head: t('amount'),
          right: true,
          cell: ({ amountMicros }) => (
            <AlignedMoney micros={amountMicros} {...money} decimals={decimals} sign />
          ),
        },
        {
          key: 'after',
          head: t('after'),
          right: true,
          cell: ({ balanceAfterMicros }) => (
            <AlignedMoney micros={balanceAfterMicros} {...money} decimals={decimals} />
          ),
        },
      ]}
    />
  );
}

import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { DataTable } from '@/components/admin/data-table';
import { FactList } from '@/components/admin/fact-list';
import { Section } from '@/components/admin/section';
import { Money } from '@/components/money';
import { Notice } from '@/components/ui/notice';
import { SiteLink } from '@/components/ui/site-link';
import type { Person, PersonWallet } from '@/lib/desks/backoffice';
import { may } from '@/lib/ground/policy';
import type { AdminViewer } from '@/lib/rooms/identity';
import { listHolds } from '@/lib/rooms/money-back';
import { freezeWalletAction, releaseWalletAction } from '../actions';
import { FreezeForm } from './freeze-form';

export interface PersonViewProps {
  person: Person;
  viewer: AdminViewer;
  path: string;
  before: string;
}

/** The wallets with their lots, and what is known of the person. */
export async function PersonMoney({ person, viewer }: PersonViewProps) {
  const [t, format] = await Promise.all([getTranslations('admin.person'), getFormatter()]);
  const facts: [string, string][] = [
    [t('since'), format.dateTime(person.createdAt, { dateStyle: 'medium', timeStyle: 'short' })],
    [t('address'), person.emailVerified ? t('confirmed') : t('unconfirmed')],
    [
      t('signsIn'),
      [
        ...(person.hasPassword ? [t('password')] : []),
        ...person.providers,
        ...(person.hasSecondFactor ? [t('factor')] : []),
      ].join(', ') || t('linkOnly'),
    ],
    [t('stripe'), person.processorCustomerRef ?? '–'],
    [t('language'), person.locale ?? '–'],
  ];
  return (
    <>
      {person.wallets.length === 0 ? <p className="mb-6 text-soft">{t('noWallet')}</p> : null}
      {person.wallets.map((wallet) => (
        <WalletPart key={wallet.walletId} wallet={wallet} person={person} viewer={viewer} />
      ))}
      <Section id="facts" title={t('facts')}>
        <FactList facts={facts} />
      </Section>
    </>
  );
}

interface WalletPartProps {
  wallet: PersonWallet;
  person: Person;
  viewer: AdminViewer;
}

async function WalletPart({ wallet, person, viewer }: WalletPartProps) {
  const [t, refunds, locale] = await Promise.all([
    getTranslations('admin.person'),
    getTranslations('refunds.cash'),
    getLocale(),
  ]);
  const { currency } = wallet;
  const now = new Date();
  const money = (micros: bigint) => (
    <Money micros={micros} currency={currency} locale={locale} cents={false} />
  );
  const total = wallet.lots.reduce(
    (sum, lot) => (lot.expiresAt && lot.expiresAt <= now ? sum : sum + lot.balanceMicros),
    0n,
  );
  return (
    <Section
      id={`wallet-${wallet.walletId}`}
      title={
        <>
          {t('wallet', { currency: currency.toUpperCase() })} · {money(total)}
        </>
      }
      aside={
        may(viewer.adminRole, 'cashOut') && viewer.userId !== person.userId ? (
          <SiteLink href={`/admin/refunds/wallets/${wallet.walletId}`} className="link text-xs">
            {refunds('submit')} #{String(wallet.walletId)}
          </SiteLink>
        ) : (
          <span className="figures text-faint text-xs">#{String(wallet.walletId)}</span>
        )
      }
    >
      <Frozen wallet={wallet} />
      <Lots wallet={wallet} />
      {wallet.emptyGifts > 0 ? (
        <p className="mt-2 text-faint text-xs">{t('emptyGifts', { count: wallet.emptyGifts })}</p>
      ) : null}
      {may(viewer.adminRole, 'freeze') && viewer.userId !== person.userId ? (
        <div className="mt-4">
          <FreezeForm
            viewerId={viewer.userId}
            values={{ walletId: String(wallet.walletId) }}
            frozen={wallet.status === 'frozen'}
            release={{ action: releaseWalletAction, label: t('release') }}
            freeze={{
              action: freezeWalletAction,
              label: t('freeze'),
              open: t('freezeOpen'),
              hint: t('freezeHint'),
            }}
          />
        </div>
      ) : null}
    </Section>
  );
}

async function Lots({ wallet }: { wallet: PersonWallet }) {
  const [t, format, locale] = await Promise.all([
    getTranslations('admin.person'),
    getFormatter(),
    getLocale(),
  ]);
  const { currency } = wallet;
  const money = (micros: bigint) => (
    <Money micros={micros} currency={currency} locale={locale} cents={false} />
  );
  return (
    <DataTable
      caption={t('lots')}
      rows={wallet.lots}
      rowKey={({ accountId }) => String(accountId)}
      empty={t('noLots')}
      columns={[
        { key: 'kind', head: t('lot'), cell: ({ kind }) => t(`lotKind.${kind}`) },
        {
          key: 'made',
          head: t('made'),
          nowrap: true,
          cell: ({ createdAt }) => format.dateTime(createdAt, { dateStyle: 'medium' }),
        },
        {
          key: 'until',
          head: t('until'),
          nowrap: true,
          cell: ({ expiresAt }) =>
            expiresAt ? format.dateTime(expiresAt, { dateStyle: 'medium' }) : t('never'),
        },
        {
          key: 'account',
          head: t('account'),
          right: true,
          cell: ({ accountId }) => <span className="figures">{String(accountId)}</span>,
        },
        {
          key: 'balance',
          head: t('balance'),
          right: true,
          cell: ({ balanceMicros }) => money(balanceMicros),
        },
      ]}
    />
  );
}

async function Frozen({ wallet }: { wallet: PersonWallet }) {
  if (wallet.status !== 'frozen') return null;
  const [t, disputes, format] = await Promise.all([
    getTranslations('admin.person'),
    getTranslations('disputes.hold'),
    getFormatter(),
  ]);
  const holds = wallet.status === 'frozen' ? await listHolds(wallet.walletId) : [];
  return (
    <Notice tone="bad" title={t('walletFrozen')} className="mb-3">
      {wallet.frozenReason}
      {holds.map(({ disputeId }) => (
        <SiteLink key={disputeId} href={`/admin/disputes/${disputeId}`} className="link block w-fit">
          {disputes('seeDispute', { id: String(disputeId) })}
        </SiteLink>
      ))}
      {holds.length > 0 ? (
        <span className="block">{disputes('releaseEnds', { count: holds.length })}</span>
      ) : null}
      {wallet.frozenAt ? (
        <span className="block text-faint">
          {format.dateTime(wallet.frozenAt, { dateStyle: 'medium', timeStyle: 'short' })}
        </span>
      ) : null}
    </Notice>
  );
}

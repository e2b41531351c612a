import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { Money } from '@/components/money';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { Pagination } from '@/components/ui/pagination';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { SiteLink } from '@/components/ui/site-link';
import { BalancePanel } from '@/components/wallet/balance-panel';
import { SavingsHeadline } from '@/components/wallet/savings-headline';
import { StatementList } from '@/components/wallet/statement-list';
import { TopUp } from '@/components/wallet/top-up';
import { requireViewer } from '@/lib/entry/session';
import { getWalletBalance } from '@/lib/ground/ledger';
import {
  computeCardFeeSavings,
  getOrOpenWallet,
  getWalletTotals,
  listStatement,
  listUnfinishedTopUps,
  type OpenWallet,
  STATEMENT_FILTERS,
  type StatementFilter,
} from '@/lib/rooms/wallet';
import { createTopUpAction } from './actions';
import { readStatementView, statementHref } from './statement-view';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('wallet');
  return { title: t('title'), description: t('description'), robots: { index: false } };
}

interface WalletPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function WalletPage({ searchParams }: WalletPageProps) {
  const viewer = await requireViewer('/wallet');
  const [t, wallet, view] = await Promise.all([
    getTranslations(),
    getOrOpenWallet(viewer.userId),
    readStatementView(searchParams),
  ]);
  const [balance, totals] = await Promise.all([
    getWalletBalance(wallet.walletId),
    getWalletTotals(wallet.walletId),
  ]);
  const { currency } = wallet;
  return (
    <div
      className={
        'page grid gap-x-16 gap-y-10 py-10 sm:py-14 lg:grid-cols-[minmax(0,1fr)_20rem] ' +
        'lg:grid-rows-[auto_1fr]'
      }
    >
      <h1 className="sr-only">{t('wallet.title')}</h1>
      <div className="flex flex-col gap-8">
        <Unfinished wallet={wallet} />
        <div className="grid gap-8 md:grid-cols-[19rem_minmax(0,1fr)] md:items-start md:gap-12">
          <BalancePanel balance={balance} />
          <SavingsHeadline
            totals={totals}
            savings={computeCardFeeSavings(totals, currency)}
            currency={currency}
          />
        </div>
      </div>
      <aside aria-labelledby="top-up" className="lg:row-span-2">
        <Panel className="lg:sticky lg:top-20">
          <h2 id="top-up" className="display mb-5 text-xl">
            {t('topUp.panel.title')}
          </h2>
          {balance.status === 'frozen' ? (
            <p className="text-soft">
              {t.rich('topUp.panel.held', {
                link: (words) => (
                  <SiteLink href="/support/new" className="link">
                    {words}
                  </SiteLink>
                ),
              })}
            </p>
          ) : (
            <TopUp currency={currency} action={createTopUpAction} path="/wallet" />
          )}
        </Panel>
      </aside>
      <section aria-label={t('wallet.statement.title')} className="min-w-0">
        <Statement wallet={wallet} {...view} />
      </section>
    </div>
  );
}

async function Unfinished({ wallet }: { wallet: OpenWallet }) {
  const [locale, t, topUps] = await Promise.all([
    getLocale(),
    getTranslations('wallet.unfinished'),
    listUnfinishedTopUps(wallet.walletId),
  ]);
  return topUps.map(({ id, status, amountMicros }) => (
    <Notice key={id}>
      {t.rich(status === 'processing' ? 'processing' : 'open', {
        amount: () => <Money micros={amountMicros} currency={wallet.currency} locale={locale} />,
      })}{' '}
      <a href={`/wallet/top-ups/${id}`} className="link">
        {t('see')}
      </a>
    </Notice>
  ));
}

interface StatementProps {
  wallet: OpenWallet;
  filter: StatementFilter;
  before?: string;
}

async function Statement({ wallet, filter, before }: StatementProps) {
  const [t, { entries, next }] = await Promise.all([
    getTranslations('wallet'),
    listStatement({ walletId: wallet.walletId, filter, before }),
  ]);
  const untouched = entries.length === 0 && filter === 'all' && !before;
  return (
    <>
      <div className="mb-4 flex flex-wrap items-baseline justify-between gap-4">
        <h2 className="display text-2xl">{t('statement.title')}</h2>
        {untouched ? null : (
          <a href="/wallet/statement.csv" download className="link text-sm">
            {t('statement.csv')}
          </a>
        )}
      </div>
      {untouched ? (
        <EmptyState title={t('empty.title')} action={<LinkButton href="/">{t('empty.action')}</LinkButton>}>
          {t('empty.text')}
        </EmptyState>
      ) : (
        <>
          <Segmented
            label={t('statement.filter')}
            options={STATEMENT_FILTERS.map((one) => ({
              href: statementHref(one),
              label: t(`statement.${one}`),
              current: one === filter,
            }))}
          />
          {entries.length > 0 ? (
            <StatementList entries={entries} currency={wallet.currency} />
          ) : (
            <p className="py-8 text-soft">{t('empty.filtered')}</p>
          )}
          <Pagination
            label={t('statement.pages')}
            previous={before ? { href: statementHref(filter), label: t('statement.newest') } : undefined}
            next={next ? { href: statementHref(filter, next), label: t('statement.older') } : undefined}
          />
        </>
      )}
    </>
  );
}

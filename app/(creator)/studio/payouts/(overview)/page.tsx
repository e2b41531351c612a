import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { AccountPanel } from '@/components/payouts/account-panel';
import { type PayoutLine, PayoutList } from '@/components/payouts/payout-list';
import { TransitNotices } from '@/components/payouts/transit-notices';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { Pagination } from '@/components/ui/pagination';
import { SiteLink } from '@/components/ui/site-link';
import { AutoRefresh } from '@/components/wallet/auto-refresh';
import { StatementLoading } from '@/components/wallet/statement-loading';
import { readId } from '@/lib/core/ids';
import { requireCreator } from '@/lib/entry/session';
import { guessCountry, listCountries, PAYOUT_COUNTRIES } from '@/lib/ground/policy';
import {
  describeFailure,
  describeRequirements,
  getPayoutState,
  listPayouts,
  type PayoutListing,
} from '@/lib/rooms/payouts';
import { MailNotice } from '../../mail-notice';
import { startOnboardingAction } from '../actions';
import { Available } from './available';
import { Schedule } from './schedule';

const PAGE_SIZE = 20;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('payouts');
  return { title: t('title'), description: t('description'), robots: { index: false } };
}

interface PayoutsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** What a creator can have, on which way, and what was sent. */
export default async function PayoutsPage({ searchParams }: PayoutsPageProps) {
  const { creatorId, userId } = await requireCreator('/studio/payouts');
  const [locale, t, state, query] = await Promise.all([
    getLocale(),
    getTranslations('payouts'),
    getPayoutState(creatorId),
    searchParams,
  ]);
  const { account, unfinished } = state;
  const before = readCursor(query.before);
  // Back from Stripe, which may not have made up its mind; or money on its way: the page looks again by
  // itself.
  const waits =
    query.onboarding !== undefined && account.status !== 'verified' && account.status !== 'rejected';
  return (
    <div className="grid gap-x-16 gap-y-10 lg:grid-cols-[minmax(0,1fr)_21rem] lg:grid-rows-[auto_1fr]">
      <h1 className="sr-only">{t('title')}</h1>
      <div className="flex flex-col gap-8">
        {query.onboarding === 'unavailable' ? (
          <Notice tone="bad" role="alert">
            {t('account.unavailable')}
          </Notice>
        ) : null}
        <Available state={state} />
        <TransitNotices payouts={unfinished.payouts} />
        <MailNotice userId={userId} />
      </div>
      <aside className="flex flex-col gap-6 lg:row-span-2">
        <AccountPanel
          status={account.status}
          bankFailed={account.bankFailure !== null}
          requirements={describeRequirements(account.requirements)}
          country={account.country}
          countries={listCountries(PAYOUT_COUNTRIES, locale)}
          guess={guessCountry(locale)}
          action={startOnboardingAction}
        />
        {account.status === 'not_started' ? null : <Schedule state={state} />}
        <p className="text-sm">
          <SiteLink href="/studio/payouts/tax" className="link">
            {t('tax.title')}
          </SiteLink>
        </p>
      </aside>
      <section aria-labelledby="payout-list" className="min-w-0">
        <h2 id="payout-list" className="display mb-4 text-2xl">
          {t('list.title')}
        </h2>
        <Suspense key={String(before)} fallback={<StatementLoading />}>
          <Payouts creatorId={creatorId} before={before} />
        </Suspense>
      </section>
      {waits || unfinished.payouts.length > 0 ? <AutoRefresh /> : null}
    </div>
  );
}

/** The id of the last payout seen; whatever cannot be one is the first page. */
function readCursor(before: string | string[] | undefined): bigint | undefined {
  return readId(before) ?? undefined;
}

async function Payouts({ creatorId, before }: { creatorId: bigint; before?: bigint }) {
  const [t, found] = await Promise.all([
    getTranslations('payouts.list'),
    listPayouts(creatorId, { before, limit: PAGE_SIZE + 1 }),
  ]);
  const payouts = found.slice(0, PAGE_SIZE);
  if (payouts.length === 0 && !before) return <EmptyState title={t('empty')}>{t('emptyText')}</EmptyState>;
  const last = payouts.at(-1);
  return (
    <>
      <PayoutList payouts={payouts.map((payout, index) => toLine(payout, index === 0 && !before))} />
      <Pagination
        label={t('pages')}
        previous={before ? { href: '/studio/payouts', label: t('newest') } : undefined}
        next={
          found.length > PAGE_SIZE && last
            ? { href: `/studio/payouts?before=${last.id}`, label: t('older') }
            : undefined
        }
      />
    </>
  );
}

/** Only the newest payout says what helps: older money that came back has been paid since, or can be. */
function toLine(payout: PayoutListing, isNewest: boolean): PayoutLine {
  const { failureCode, status } = payout;
  if (failureCode === null) return { ...payout, failure: null };
  const { reason, remedy } = describeFailure(failureCode);
  return { ...payout, failure: { reason, remedy: isNewest && status === 'failed' ? remedy : null } };
}

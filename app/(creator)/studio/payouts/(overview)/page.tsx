import { randomUUID } from 'node:crypto';
import type { Metadata } from 'next';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { type ReactNode, Suspense } from 'react';
import { Money } from '@/components/money';
import { AccountPanel } from '@/components/payouts/account-panel';
import { PayOutForm } from '@/components/payouts/pay-out-form';
import { type PayoutLine, PayoutList } from '@/components/payouts/payout-list';
import { ScheduleForm } from '@/components/payouts/schedule-form';
import { TransitNotices } from '@/components/payouts/transit-notices';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { Pagination } from '@/components/ui/pagination';
import { Panel } from '@/components/ui/panel';
import { SiteLink } from '@/components/ui/site-link';
import { AutoRefresh } from '@/components/wallet/auto-refresh';
import { StatementLoading } from '@/components/wallet/statement-loading';
import { readId } from '@/lib/core/ids';
import { formatMoney } from '@/lib/core/money';
import { requireCreator } from '@/lib/entry/session';
import {
  giftPayoutCapMicros,
  guessCountry,
  listCountries,
  PAYOUT_COUNTRIES,
  startOfNextPeriod,
} from '@/lib/ground/policy';
import {
  describeFailure,
  describeRequirements,
  getPayoutState,
  listPayouts,
  type PayoutListing,
  type PayoutState,
} from '@/lib/rooms/payouts';
import { MailNotice } from '../../mail-notice';
import { requestPayoutAction, setScheduleAction, startOnboardingAction } from '../actions';

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
  // Back from Stripe, which may not have made up its mind; or money on its way: the page looks again by itself.
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

async function Available({ state }: { state: PayoutState }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations('payouts')]);
  const { balance, giftHold, currency, feePercent, delayMinutes } = state;
  const words = (micros: bigint) => formatMoney(micros, currency, locale);
  const money = { currency, locale };
  const delay =
    delayMinutes % 60 === 0
      ? t('delay.hours', { count: delayMinutes / 60 })
      : t('delay.minutes', { count: delayMinutes });
  return (
    <section aria-labelledby="available" className="flex flex-col gap-5">
      <div>
        <h2 id="available" className="label">
          {t('available.label')}
        </h2>
        <p className="display text-5xl">
          <Money micros={balance.availableMicros} {...money} cents={false} />
        </p>
      </div>
      {giftHold.heldMicros > 0n ? (
        <p className="max-w-prose text-sm text-soft">
          {t('available.gifts', {
            held: words(giftHold.heldMicros),
            cap: words(giftPayoutCapMicros(currency)),
          })}
        </p>
      ) : null}
      <Ask state={state} />
      {balance.pendingMicros > 0n ? (
        <p className="max-w-prose text-sm text-soft">
          {t.rich('available.pending', {
            amount: () => <Money micros={balance.pendingMicros} {...money} />,
            delay,
            fee: feePercent,
          })}
        </p>
      ) : null}
    </section>
  );
}

/** The button that pays out, or why there is none. */
async function Ask({ state }: { state: PayoutState }) {
  const [locale, t, failure] = await Promise.all([
    getLocale(),
    getTranslations('payouts.ask'),
    getTranslations('payouts.failure'),
  ]);
  const { refusal, payableMicros, currency, minMicros } = state;
  const words = (micros: bigint) => formatMoney(micros, currency, locale);
  const { heldMicros, roomMicros } = state.giftHold;
  const rest = state.balance.availableMicros - heldMicros + roomMicros - payableMicros;
  const text = (children: ReactNode) => <p className="max-w-prose text-soft">{children}</p>;
  switch (refusal) {
    case 'frozen':
      return <Notice tone="bad">{t('frozen')}</Notice>;
    case 'bank':
      return (
        <Notice tone="bad" role="alert" title={t('bankTitle')}>
          {state.account.bankFailure ? failure(state.account.bankFailure) : null} {t('bank')}
        </Notice>
      );
    case 'unverified':
      return text(t('unverified'));
    case 'inFlight':
      return text(t('inFlight'));
    case 'below':
      return text(t(state.balance.availableMicros > 0n ? 'below' : 'nothing', { min: words(minMicros) }));
    case null:
      return (
        <PayOutForm
          requestKey={randomUUID()}
          amountMicros={String(payableMicros)}
          action={requestPayoutAction}
          strings={{
            submit: t('button', { amount: words(payableMicros) }),
            pending: t('pending'),
            note: rest > 0n ? `${t('note')} ${t('rest', { rest: words(rest) })}` : t('note'),
            unreachable: t('unreachable'),
          }}
        />
      );
  }
}

async function Schedule({ state }: { state: PayoutState }) {
  const [locale, t, format] = await Promise.all([getLocale(), getTranslations('payouts'), getFormatter()]);
  const min = formatMoney(state.minMicros, state.currency, locale);
  const next = (schedule: 'weekly' | 'monthly') => {
    const date = format.dateTime(startOfNextPeriod(schedule, new Date()), {
      timeZone: 'UTC',
      dateStyle: 'full',
    });
    return t('schedule.next', { date, min });
  };
  return (
    <Panel>
      <h2 className="display mb-4 text-xl">{t('schedule.title')}</h2>
      <ScheduleForm
        // What was saved is what is chosen, also after the page was loaded anew.
        key={state.account.schedule}
        action={setScheduleAction}
        chosen={state.account.schedule}
        options={[
          { value: 'on_request', label: t('schedule.on_request'), hint: t('schedule.on_requestHint') },
          { value: 'weekly', label: t('schedule.weekly'), hint: next('weekly') },
          { value: 'monthly', label: t('schedule.monthly'), hint: next('monthly') },
        ]}
        strings={{
          legend: t('schedule.title'),
          save: t('schedule.save'),
          saving: t('schedule.saving'),
          unreachable: t('schedule.unreachable'),
        }}
      />
    </Panel>
  );
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

/** What helps is said of the newest payout alone: money that came back longer ago has been paid since, or can be. */
function toLine(payout: PayoutListing, isNewest: boolean): PayoutLine {
  const { failureCode, status } = payout;
  if (failureCode === null) return { ...payout, failure: null };
  const { reason, remedy } = describeFailure(failureCode);
  return { ...payout, failure: { reason, remedy: isNewest && status === 'failed' ? remedy : null } };
}

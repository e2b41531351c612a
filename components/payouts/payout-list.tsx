import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import type { FailureReason, FailureRemedy, PayoutListing } from '@/lib/rooms/payouts';
import { Money } from '../money';
import { cn } from '../ui/cn';
import { SiteLink } from '../ui/site-link';
import { VisuallyHidden } from '../ui/visually-hidden';
import { AlignedMoney, decimalsOf } from '../wallet/aligned-money';
import { PayoutBadge } from './payout-badge';

export interface PayoutLine extends PayoutListing {
  /** Why it did not arrive, and what helps as long as it is the last word; null when nothing went wrong. */
  failure: { reason: FailureReason; remedy: FailureRemedy | null } | null;
}

const GRID = 'sm:grid sm:grid-cols-[8rem_minmax(0,1fr)_auto_6rem] sm:gap-x-6';

/** A creator's payouts, the newest first: columns where there is room, two-line entries on a phone. */
export async function PayoutList({ payouts }: { payouts: PayoutLine[] }) {
  const t = await getTranslations('payouts.list');
  const amounts = payouts.map(({ amountMicros }) => amountMicros);
  const decimals = payouts[0] ? decimalsOf(amounts, payouts[0].currency) : 0;
  return (
    <>
      <div aria-hidden="true" className={`label hidden border-line border-b py-2 ${GRID}`}>
        <span>{t('date')}</span>
        <span>{t('state')}</span>
        <span className="text-right">{t('amount')}</span>
        <span />
      </div>
      <ol>
        {payouts.map((payout) => (
          <Entry key={payout.id} payout={payout} decimals={decimals} />
        ))}
      </ol>
    </>
  );
}

async function Entry({ payout, decimals }: { payout: PayoutLine; decimals: number }) {
  const [locale, t, format] = await Promise.all([
    getLocale(),
    getTranslations('payouts.list'),
    getFormatter(),
  ]);
  const day = (date: Date) => format.dateTime(date, { dateStyle: 'medium' });
  const { id, currency, status, createdAt, amountMicros } = payout;
  return (
    <li
      className={cn(
        'grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-2 border-line border-b py-4 text-sm',
        GRID,
      )}
    >
      <span className="text-faint sm:pt-0.5">
        <time dateTime={createdAt.toISOString()} className="figures block">
          {day(createdAt)}
        </time>
        {payout.scheduled ? <span className="block">{t('scheduled')}</span> : null}
      </span>
      <span className="col-span-2 row-start-2 min-w-0 sm:col-span-1 sm:col-start-2 sm:row-start-1">
        <PayoutBadge status={status} /> <When payout={payout} />
        <Failure payout={payout} />
      </span>
      <span className="col-start-2 row-start-1 text-right font-[560] sm:col-start-3 sm:pt-0.5">
        <VisuallyHidden>{t('amount')} </VisuallyHidden>
        <AlignedMoney micros={amountMicros} currency={currency} locale={locale} decimals={decimals} />
      </span>
      <span className="col-start-1 row-start-3 sm:col-start-4 sm:row-start-1 sm:pt-0.5 sm:text-right">
        <SiteLink
          href={`/studio/payouts/${id}`}
          aria-label={t('statementOf', { id: String(id) })}
          className="link"
        >
          {t('statement')}
        </SiteLink>
      </span>
    </li>
  );
}

/** The date that counts: when it came, when it should come, or when it ended. */
async function When({ payout }: { payout: PayoutLine }) {
  const [t, format] = await Promise.all([getTranslations('payouts.list'), getFormatter()]);
  const day = (date: Date) => format.dateTime(date, { dateStyle: 'medium' });
  const { status, paidAt, arrivesAt, endedAt } = payout;
  const text =
    status === 'paid' && paidAt
      ? t('arrived', { date: day(paidAt) })
      : status === 'sent' && arrivesAt
        ? t('expected', { date: day(arrivesAt) })
        : (status === 'failed' || status === 'reversed') && endedAt
          ? t('ended', { date: day(endedAt) })
          : null;
  return text ? <span className="ml-1 whitespace-nowrap text-soft">{text}</span> : null;
}

async function Failure({ payout }: { payout: PayoutLine }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations('payouts')]);
  const { failure, status, returnedMicros, amountMicros, currency } = payout;
  if (failure && status !== 'paid') {
    return (
      <span className="mt-2 block text-soft">
        {t(`failure.${failure.reason}`)} {failure.remedy ? t(`remedy.${failure.remedy}`) : null}
      </span>
    );
  }
  if (returnedMicros === 0n || returnedMicros === amountMicros) return null;
  return (
    <span className="mt-2 block text-soft">
      {t.rich('list.returned', {
        amount: () => <Money micros={returnedMicros} currency={currency} locale={locale} />,
      })}
    </span>
  );
}

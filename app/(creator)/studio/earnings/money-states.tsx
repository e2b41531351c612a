import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { States } from '@/components/earnings/states';
import { Money } from '@/components/money';
import { SiteLink } from '@/components/ui/site-link';
import type { MoneyMoves } from '@/lib/rooms/payouts';

interface MoneyStatesProps {
  moves: MoneyMoves;
  currency: string;
  zone: string;
}

/** The four states, each with when and why its money moves next. */
export async function MoneyStates({ moves, currency, zone }: MoneyStatesProps) {
  const [locale, t, format] = await Promise.all([getLocale(), getTranslations('earnings'), getFormatter()]);
  const { balance } = moves;
  const day = (at: Date) =>
    format.dateTime(at, { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short' });
  const moment = (at: Date) =>
    format.dateTime(at, { timeZone: zone, weekday: 'long', hour: 'numeric', minute: '2-digit' });
  const { delayMinutes } = moves;
  const delay =
    delayMinutes % 60 === 0
      ? t('delay.hours', { count: delayMinutes / 60 })
      : t('delay.minutes', { count: delayMinutes });
  const money = (micros: bigint) => <Money micros={micros} currency={currency} locale={locale} />;

  const arrival = moves.arrivesAt
    ? t('states.transitArrives', { when: day(moves.arrivesAt) })
    : t('states.transitSent');
  const transit = balance.inTransitMicros === 0n ? t('states.transitNone') : arrival;
  return (
    <States
      label={t('states.label')}
      currency={currency}
      locale={locale}
      states={[
        {
          name: t('states.pending'),
          micros: balance.pendingMicros,
          why: moves.nextSettlementAt
            ? t('states.pendingWhy', { delay, fee: moves.feePercent, when: moment(moves.nextSettlementAt) })
            : t('states.pendingNone', { delay }),
        },
        {
          name: t('states.available'),
          micros: balance.availableMicros,
          why:
            moves.heldMicros > 0n ? (
              <>
                <Available moves={moves} money={money} day={day} />{' '}
                {t.rich('states.availableGifts', { held: () => money(moves.heldMicros), link: toPayouts })}
              </>
            ) : (
              <Available moves={moves} money={money} day={day} />
            ),
        },
        { name: t('states.transit'), micros: balance.inTransitMicros, why: transit },
        {
          name: t('states.paid'),
          micros: balance.paidMicros,
          why: moves.lastPaidAt
            ? t('states.paidLast', { when: day(moves.lastPaidAt) })
            : t('states.paidNone'),
        },
      ]}
    />
  );
}

const toPayouts = (chunks: ReactNode) => (
  <SiteLink href="/studio/payouts" className="link">
    {chunks}
  </SiteLink>
);

interface AvailableProps {
  moves: MoneyMoves;
  money: (micros: bigint) => ReactNode;
  day: (at: Date) => string;
}

/** When available money is paid out, or what stands in the way. */
async function Available({ moves, money, day }: AvailableProps) {
  const t = await getTranslations('earnings');
  const { account, balance, nextPayoutAt, minPayoutMicros } = moves;
  const min = () => money(minPayoutMicros);
  const tooLittle = moves.payableMicros < minPayoutMicros;
  if (account.isFrozen) return t('states.availableFrozen');
  if (balance.availableMicros === 0n && balance.pendingMicros === 0n) return t('states.availableNone');
  if (account.status !== 'verified') return t.rich('states.availableAccount', { link: toPayouts });
  if (nextPayoutAt && tooLittle)
    return t.rich('states.availableScheduledBelow', { when: day(nextPayoutAt), min });
  if (nextPayoutAt) return t('states.availableScheduled', { when: day(nextPayoutAt) });
  return tooLittle
    ? t.rich('states.availableBelow', { min })
    : t.rich('states.availableAsk', { link: toPayouts });
}

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
  const link = (chunks: ReactNode) => (
    <SiteLink href="/studio/payouts" className="link">
      {chunks}
    </SiteLink>
  );
  const money = (micros: bigint) => <Money micros={micros} currency={currency} locale={locale} />;

  function available(): ReactNode {
    const { account, nextPayoutAt, minPayoutMicros } = moves;
    const min = () => money(minPayoutMicros);
    const tooLittle = moves.payableMicros < minPayoutMicros;
    if (account.isFrozen) return t('states.availableFrozen');
    if (balance.availableMicros === 0n && balance.pendingMicros === 0n) return t('states.availableNone');
    if (account.status !== 'verified') return t.rich('states.availableAccount', { link });
    if (nextPayoutAt && tooLittle)
      return t.rich('states.availableScheduledBelow', { when: day(nextPayoutAt), min });
    if (nextPayoutAt) return t('states.availableScheduled', { when: day(nextPayoutAt) });
    return tooLittle ? t.rich('states.availableBelow', { min }) : t.rich('states.availableAsk', { link });
  }

  function transit(): ReactNode {
    if (balance.inTransitMicros === 0n) return t('states.transitNone');
    return moves.arrivesAt
      ? t('states.transitArrives', { when: day(moves.arrivesAt) })
      : t('states.transitSent');
  }

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
                {available()} {t.rich('states.availableGifts', { held: () => money(moves.heldMicros), link })}
              </>
            ) : (
              available()
            ),
        },
        { name: t('states.transit'), micros: balance.inTransitMicros, why: transit() },
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

import { randomUUID } from 'node:crypto';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Money } from '@/components/money';
import { PayOutForm } from '@/components/payouts/pay-out-form';
import { Notice } from '@/components/ui/notice';
import { formatMoney } from '@/lib/core/money';
import { giftPayoutCapMicros } from '@/lib/ground/policy';
import type { PayoutState } from '@/lib/rooms/payouts';
import { requestPayoutAction } from '../actions';

export async function Available({ state }: { state: PayoutState }) {
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

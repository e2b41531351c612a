import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { WalletBalance } from '@/lib/ground/ledger';
import { Money } from '../money';
import { Notice } from '../ui/notice';
import { AlignedMoney, decimalsOf } from './aligned-money';

/** What the wallet holds: one figure, and below it what was paid for, what was given and until when. */
export async function BalancePanel({ balance }: { balance: WalletBalance }) {
  const [locale, t, format] = await Promise.all([
    getLocale(),
    getTranslations('wallet.balance'),
    getFormatter(),
  ]);
  const money = { currency: balance.currency, locale };
  const amounts = [balance.paidMicros, ...balance.gifts.map((gift) => gift.balanceMicros)];
  const decimals = decimalsOf(amounts, balance.currency);
  const until = (date: Date | null) =>
    date ? t('giftUntil', { date: format.dateTime(date, { dateStyle: 'medium' }) }) : t('giftForever');
  return (
    <section aria-labelledby="balance" className="flex flex-col gap-4">
      <div>
        <h2 id="balance" className="label">
          {t('label')}
        </h2>
        <p className="display text-5xl">
          <Money micros={balance.totalMicros} {...money} />
        </p>
      </div>
      {balance.status === 'frozen' ? <Notice tone="bad">{t('frozen')}</Notice> : null}
      <dl className="flex flex-col gap-1 text-sm">
        <Part name={t('paid')} note={t('paidNote')}>
          <AlignedMoney micros={balance.paidMicros} {...money} decimals={decimals} />
        </Part>
        {balance.gifts.map((gift) => (
          <Part
            key={`${gift.expiresAt?.getTime()} ${gift.balanceMicros}`}
            name={t('gift')}
            note={until(gift.expiresAt)}
          >
            <AlignedMoney micros={gift.balanceMicros} {...money} decimals={decimals} />
          </Part>
        ))}
      </dl>
      {balance.giftMicros > 0n ? <p className="text-faint text-sm">{t('giftFirst')}</p> : null}
    </section>
  );
}

function Part({ name, note, children }: { name: string; note: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[6rem_5.5rem_1fr] items-baseline gap-x-3 border-line border-t pt-2">
      <dt className="text-soft">{name}</dt>
      <dd className="text-right">{children}</dd>
      <dd className="text-right text-faint">{note}</dd>
    </div>
  );
}

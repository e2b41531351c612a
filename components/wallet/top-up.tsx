import { getLocale, getTranslations } from 'next-intl/server';
import { CURRENCIES, type CurrencyCode } from '@/lib/core/currencies';
import { LIMITS } from '@/lib/core/currency-limits';
import { formatMoney, toDecimalString } from '@/lib/core/money';
import { type TopUpAction, TopUpPanel } from './top-up-panel';

interface TopUpProps {
  currency: CurrencyCode;
  action: TopUpAction;
  /** The path of this page, for who has to sign in again. */
  path: string;
  /** The unlock that the money is for. */
  wanted?: { itemId: bigint; seenPriceMicros: bigint };
}

/** The top-up panel with its words and amounts, for the wallet and for an article that costs too much. */
export async function TopUp({ currency, action, path, wanted }: TopUpProps) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations('topUp.panel')]);
  const { presetMicros, minTopUpMicros, maxTopUpMicros } = LIMITS[currency];
  const { sign } = CURRENCIES[currency];
  // Presets are round: "$5", not "$5.00".
  const round = (micros: bigint) => formatMoney(micros, currency, locale).replace(/\.00$/, '');
  const plain = (micros: bigint) => toDecimalString(micros, currency).replace(/\.00$/, '');
  return (
    <TopUpPanel
      requestKey={crypto.randomUUID()}
      presets={presetMicros.map((micros) => ({ value: plain(micros), label: round(micros) }))}
      chosen={plain(presetMicros[1] ?? minTopUpMicros)}
      currencySymbol={sign}
      wanted={
        wanted && {
          itemId: String(wanted.itemId),
          seenPriceMicros: String(wanted.seenPriceMicros),
        }
      }
      action={action}
      signInHref={`/sign-in?next=${encodeURIComponent(path)}`}
      strings={{
        amount: t('amount'),
        other: t('other'),
        otherHint: t('otherHint', { min: round(minTopUpMicros), max: round(maxTopUpMicros) }),
        saveCard: t('saveCard'),
        submit: t('submit'),
        pending: t('pending'),
        note: t('note'),
        unreachable: t('unreachable'),
        signIn: t('signIn'),
      }}
    />
  );
}

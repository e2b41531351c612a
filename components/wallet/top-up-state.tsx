import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import type { TopUpView } from '@/lib/rooms/wallet';
import { Money } from '../money';
import { Notice } from '../ui/notice';

interface TopUpStateProps {
  topUp: TopUpView;
  /** The reader is back from paying and Stripe has not confirmed it yet. */
  checking: boolean;
}

/** How a top-up stands, in a sentence and in what it means for the money. */
export async function TopUpState({ topUp, checking }: TopUpStateProps) {
  const [locale, t, format] = await Promise.all([getLocale(), getTranslations('topUp'), getFormatter()]);
  const state = checking ? 'checking' : topUp.status;
  const time = format.dateTime(topUp.expiresAt, {
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  const told = topUp.declineReason && (topUp.status === 'open' || topUp.status === 'failed');
  return (
    <div role={checking ? 'status' : undefined}>
      <p className="label mb-2">{t(`state.${topUp.status}`)}</p>
      <h1 className="display mb-4 text-3xl">
        {t.rich(`title.${state}`, {
          amount: () => <Money micros={topUp.amountMicros} currency={topUp.currency} locale={locale} />,
        })}
      </h1>
      {told ? (
        <Notice tone="bad" title={topUp.status === 'open' ? t('declined.lead') : undefined} className="mb-4">
          {t(`declined.${topUp.declineReason ?? 'generic'}`)}
        </Notice>
      ) : null}
      <p className="text-soft">{t(`text.${state}`, { time })}</p>
    </div>
  );
}

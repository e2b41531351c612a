import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import type { PayoutListing } from '@/lib/rooms/payouts';
import { Money } from '../money';
import { Notice } from '../ui/notice';
import { SiteLink } from '../ui/site-link';

/** What is between here and the bank, and when it should be there. */
export async function TransitNotices({ payouts }: { payouts: PayoutListing[] }) {
  const [locale, t, format] = await Promise.all([
    getLocale(),
    getTranslations('payouts.transit'),
    getFormatter(),
  ]);
  if (payouts.length === 0) return null;
  return (
    <section aria-labelledby="in-transit" className="flex flex-col gap-3">
      <h2 id="in-transit" className="label">
        {t('title')}
      </h2>
      {payouts.map((payout) => {
        const { status, arrivesAt } = payout;
        const words = {
          amount: () => (
            <Money
              micros={payout.amountMicros - payout.returnedMicros}
              currency={payout.currency}
              locale={locale}
              className="font-[600]"
            />
          ),
        };
        const date = arrivesAt ? format.dateTime(arrivesAt, { dateStyle: 'long' }) : '';
        return (
          <Notice key={payout.id} role="status">
            {status === 'sent' && arrivesAt
              ? t.rich('sentBy', { ...words, date })
              : t.rich(status === 'created' || status === 'returning' ? status : 'sent', words)}{' '}
            <SiteLink href={`/studio/payouts/${payout.id}`} className="link">
              {t('see')}
            </SiteLink>
          </Notice>
        );
      })}
    </section>
  );
}

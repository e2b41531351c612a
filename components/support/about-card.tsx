import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import type { AboutFacts } from '@/lib/desks/support';
import { Money } from '../money';

/** The top-up, unlock or payout that a request is about. */
export async function AboutCard({ about }: { about: AboutFacts }) {
  const [t, format, locale] = await Promise.all([getTranslations('support'), getFormatter(), getLocale()]);
  return (
    <div className="border-copper border-l-2 bg-copper-tint px-4 py-3 text-sm">
      <p className="font-[560]">
        {t(`about.${about.kind}`)} {about.title ?? <span className="figures">{String(about.id)}</span>}
      </p>
      <p className="text-soft">
        <Money micros={about.amountMicros} currency={about.currency} locale={locale} /> ·{' '}
        {format.dateTime(about.at, { dateStyle: 'medium' })}
      </p>
    </div>
  );
}

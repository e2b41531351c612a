import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { ProfileForm } from '@/components/studio/profile-form';
import { env } from '@/lib/core/env';
import { loadMessages } from '@/lib/core/i18n/load-messages';
import { formatMoney, MIN_PRICE_MICROS } from '@/lib/core/money';
import { getCreatorViewer, requireViewer } from '@/lib/entry/session';
import { becomeCreatorAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('studio.become'))('title'), robots: { index: false } };
}

export default async function BecomeCreatorPage() {
  const viewer = await requireViewer('/become-a-creator');
  if (await getCreatorViewer()) redirect('/studio');
  const [locale, t] = await Promise.all([getLocale(), getTranslations('studio.become')]);
  const words = loadMessages(locale).studio;
  return (
    <div className="page max-w-208 py-10 sm:py-14">
      <h1 className="display text-4xl">{t('title')}</h1>
      <p className="mt-3 max-w-prose text-lg text-soft">
        {t('lead', { min: formatMoney(MIN_PRICE_MICROS, env.WALLET_CURRENCY, locale) })}
      </p>
      <p className="mt-2 mb-10 max-w-prose text-faint text-sm">
        {t('fee', { percent: 100 - env.PLATFORM_FEE_PERCENT })}
      </p>
      <ProfileForm
        profile={{ handle: '', name: viewer.name ?? '', bio: '', links: '', hue: 28, timeZone: 'UTC' }}
        action={becomeCreatorAction}
        base={`${new URL(env.NEXTAUTH_URL).host}/creators/`}
        submit={t('submit')}
        wait={t('wait')}
        words={words.profile}
        fields={words.fields}
      />
    </div>
  );
}

import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { ProfileForm } from '@/components/studio/profile-form';
import { SiteLink } from '@/components/ui/site-link';
import { env } from '@/lib/core/env';
import { loadMessages } from '@/lib/core/i18n/load-messages';
import { listZones } from '@/lib/core/time-zone-name';
import { getProfile } from '@/lib/desks/studio';
import { requireCreator } from '@/lib/entry/session';
import { MediaSlot } from '../media-slot';
import { saveProfileAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('studio.profile'))('title'), robots: { index: false } };
}

export default async function ProfilePage() {
  const { creatorId } = await requireCreator('/studio/profile');
  const [locale, t, profile] = await Promise.all([
    getLocale(),
    getTranslations('studio.profile'),
    getProfile(creatorId),
  ]);
  const words = loadMessages(locale).studio;
  return (
    <div className="max-w-[36rem]">
      <header className="mb-8 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <h1 className="display text-3xl">{t('title')}</h1>
        <SiteLink href={`/creators/${profile.handle}`} className="link text-sm">
          {t('public')}
        </SiteLink>
      </header>
      <MediaSlot purpose="avatar" creatorId={creatorId} />
      <ProfileForm
        profile={{ ...profile, links: profile.links.join('\n') }}
        action={saveProfileAction}
        base={`${new URL(env.NEXTAUTH_URL).host}/creators/`}
        timeZones={listZones(profile.timeZone)}
        submit={t('save')}
        wait={t('wait')}
        words={words.profile}
        fields={words.fields}
      />
    </div>
  );
}

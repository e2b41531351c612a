import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { getLocale, getTranslations } from 'next-intl/server';
import { ChangePasswordForm } from '@/components/auth/change-password-form';
import { ConfirmForm } from '@/components/auth/confirm-form';
import { getFieldTexts, getNewPasswordTexts } from '@/components/auth/form-texts';
import { NameForm } from '@/components/auth/name-form';
import { ProviderList } from '@/components/auth/provider-list';
import { SessionList } from '@/components/auth/session-list';
import { SettingsSection } from '@/components/auth/settings-section';
import { SignOutForm } from '@/components/auth/sign-out-form';
import { Preferences } from '@/components/site/preferences';
import { Notice } from '@/components/ui/notice';
import { SiteLink } from '@/components/ui/site-link';
import { env } from '@/lib/core/env';
import { formatMoney, MIN_PRICE_MICROS } from '@/lib/core/money';
import { isTheme, THEME_COOKIE } from '@/lib/core/theme';
import { getCreatorViewer, requireViewer, secondFactorIsRequired } from '@/lib/entry/session';
import { mailIsAvailable } from '@/lib/ground/mail';
import { getIdentity, type Identity, listOauthProviders, listSessions } from '@/lib/rooms/identity';
import { scorePasswordAction, signOutAction } from '../../(auth)/actions';
import { setLocaleAction, setThemeAction } from '../../preferences-actions';
import {
  changePasswordAction,
  connectProviderAction,
  disconnectProviderAction,
  revokeOthersAction,
  revokeSessionAction,
  saveNameAction,
  sendVerifyAction,
} from './actions';
import { MailSection } from './mail-section';
import { SecondFactorSettings } from './second-factor-settings';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('title'), robots: { index: false } };
}

export default async function SettingsPage() {
  const viewer = await requireViewer('/settings');
  const [locale, t, identity, sessions, jar, creator] = await Promise.all([
    getLocale(),
    getTranslations('settings'),
    getIdentity(viewer.userId),
    listSessions(viewer.userId),
    cookies(),
    getCreatorViewer(),
  ]);
  const theme = jar.get(THEME_COOKIE)?.value;
  return (
    <div className="page max-w-[56rem] py-10 sm:py-16">
      <h1 className="display mb-8 text-3xl">{t('title')}</h1>
      <SettingsSection id="profile" title={t('profile.title')}>
        <Profile identity={identity} />
      </SettingsSection>
      <SettingsSection
        id="creator"
        title={t('creator.title')}
        lead={t('creator.lead', { min: formatMoney(MIN_PRICE_MICROS, env.WALLET_CURRENCY, locale) })}
      >
        <SiteLink href={creator ? '/studio/profile' : '/become-a-creator'} className="link">
          {creator ? t('creator.profile') : t('creator.become')}
        </SiteLink>
      </SettingsSection>
      <SettingsSection id="preferences" title={t('preferences.title')}>
        <Preferences
          theme={isTheme(theme) ? theme : null}
          setLocale={setLocaleAction}
          setTheme={setThemeAction}
        />
      </SettingsSection>
      <MailSection emailVerified={Boolean(identity.emailVerified)} />
      <SettingsSection
        id="password"
        title={t('password.title')}
        lead={identity.hasPassword ? null : t('password.none')}
      >
        <Password identity={identity} />
      </SettingsSection>
      <Providers identity={identity} />
      <SettingsSection id="second-factor" title={t('secondFactor.title')} lead={t('secondFactor.lead')}>
        {viewer.adminRole && !viewer.hasSecondFactor ? (
          <Notice tone="bad" className="mb-4">
            {t(secondFactorIsRequired() ? 'secondFactor.adminNeeds' : 'secondFactor.adminShould')}
          </Notice>
        ) : null}
        <SecondFactorSettings userId={viewer.userId} />
      </SettingsSection>
      <SettingsSection id="sessions" title={t('sessions.title')} lead={t('sessions.text')}>
        <SessionList
          sessions={sessions}
          currentId={viewer.sessionId}
          revoke={revokeSessionAction}
          revokeOthers={revokeOthersAction}
        />
      </SettingsSection>
      <SettingsSection id="sign-out" title={t('signOut.title')}>
        <SignOutForm action={signOutAction} className="self-start" />
      </SettingsSection>
    </div>
  );
}

async function Profile({ identity }: { identity: Identity }) {
  const [t, auth, fields] = await Promise.all([
    getTranslations('settings.profile'),
    getTranslations('auth'),
    getFieldTexts(),
  ]);
  return (
    <div className="flex flex-col gap-6">
      <div>
        <p className="font-[560] text-sm">{t('email')}</p>
        <p className="break-words">{identity.email}</p>
        <p className="mb-3 text-faint text-sm">{identity.emailVerified ? t('verified') : t('unverified')}</p>
        {!identity.emailVerified && mailIsAvailable() ? (
          <ConfirmForm
            action={sendVerifyAction}
            label={t('sendVerify')}
            pendingLabel={auth('wait')}
            size="sm"
            className="self-start"
          />
        ) : null}
      </div>
      <NameForm
        name={identity.name ?? ''}
        action={saveNameAction}
        fields={fields}
        texts={{ label: t('name'), hint: t('nameHint'), save: t('save'), wait: auth('wait') }}
      />
    </div>
  );
}

async function Password({ identity }: { identity: Identity }) {
  const [t, auth, fields] = await Promise.all([
    getTranslations('settings.password'),
    getTranslations('auth'),
    getFieldTexts(),
  ]);
  return (
    <ChangePasswordForm
      email={identity.email}
      hasPassword={identity.hasPassword}
      action={changePasswordAction}
      score={scorePasswordAction}
      fields={fields}
      texts={{
        current: t('current'),
        submit: identity.hasPassword ? t('change') : t('set'),
        wait: auth('wait'),
        password: await getNewPasswordTexts(t('new'), t('hint')),
      }}
    />
  );
}

/** Sign-in with others' accounts, where this site offers any or the person has one. */
async function Providers({ identity }: { identity: Identity }) {
  const t = await getTranslations('settings.providers');
  const offered = listOauthProviders();
  if (offered.length + identity.providers.length === 0) return null;
  return (
    <SettingsSection id="providers" title={t('title')}>
      <ProviderList
        offered={offered}
        linked={identity.providers}
        canDisconnect={identity.hasPassword || mailIsAvailable() || identity.providers.length > 1}
        connect={connectProviderAction}
        disconnect={disconnectProviderAction}
      />
    </SettingsSection>
  );
}

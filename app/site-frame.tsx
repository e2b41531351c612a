import { cookies } from 'next/headers';
import { getLocale, getTimeZone, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { SignOutForm } from '@/components/auth/sign-out-form';
import { BalanceChip } from '@/components/site/balance-chip';
import { Footer } from '@/components/site/footer';
import { Header } from '@/components/site/header';
import { KeepTimeZone } from '@/components/site/keep-time-zone';
import { Preferences } from '@/components/site/preferences';
import { isTheme, THEME_COOKIE } from '@/lib/core/theme';
import { getCreatorViewer, getViewer } from '@/lib/entry/session';
import { signOutAction } from './(auth)/actions';
import { loadWallet } from './load-wallet';
import { setLocaleAction, setThemeAction } from './preferences-actions';

/** Header, page and footer: what every page for readers stands in. */
export async function SiteFrame({ children, search }: { children: ReactNode; search?: boolean }) {
  const [viewer, creator, t, jar] = await Promise.all([
    getViewer(),
    getCreatorViewer(),
    getTranslations('common'),
    cookies(),
  ]);
  const theme = jar.get(THEME_COOKIE)?.value;
  const preferences = (
    <Preferences
      theme={isTheme(theme) ? theme : null}
      setLocale={setLocaleAction}
      setTheme={setThemeAction}
    />
  );
  return (
    <>
      <a
        href="#content"
        className={
          'sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-30 ' +
          'focus:bg-raised focus:px-4 focus:py-3'
        }
      >
        {t('skip')}
      </a>
      <Header
        viewer={
          viewer && {
            name: viewer.name,
            email: viewer.email,
            isCreator: creator !== null,
            isAdmin: viewer.adminRole !== null,
          }
        }
        balance={viewer ? <Balance userId={viewer.userId} /> : null}
        preferences={preferences}
        search={search}
        signOut={viewer ? <SignOutForm action={signOutAction} variant="quiet" /> : null}
      />
      <main id="content" tabIndex={-1} className="min-h-[60dvh]">
        {children}
      </main>
      <Footer preferences={preferences} />
      <KeepTimeZone shown={await getTimeZone()} kept={viewer?.timeZone} />
    </>
  );
}

async function Balance({ userId }: { userId: bigint }) {
  const [locale, t, wallet] = await Promise.all([
    getLocale(),
    getTranslations('common.balance'),
    loadWallet(userId),
  ]);
  return (
    <BalanceChip
      readerId={String(userId)}
      balanceMicros={wallet.totalMicros}
      at={Date.now()}
      currency={wallet.currency}
      locale={locale}
      label={t('label', { amount: '{amount}' })}
    />
  );
}

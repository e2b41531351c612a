import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AuthPage } from '@/components/auth/auth-page';
import { errorTextOf } from '@/components/auth/error-text';
import { getFieldTexts } from '@/components/auth/form-texts';
import { ProviderButtons } from '@/components/auth/provider-buttons';
import { SignInForm } from '@/components/auth/sign-in-form';
import { Notice } from '@/components/ui/notice';
import { env } from '@/lib/core/env';
import { getAuthRequest, getViewer } from '@/lib/entry/session';
import { mailIsAvailable } from '@/lib/ground/mail';
import { awaitsSecondFactor, listOauthProviders, readNext, withNext } from '@/lib/rooms/identity';
import { requestLinkAction, signInAction, startProviderAction } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth'))('signIn.title'), robots: { index: false } };
}

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const query = await searchParams;
  const next = readNext(query, env.NEXTAUTH_URL);
  if (await getViewer()) redirect(query.error ? `/sign-in/error?error=${errorTextOf(query.error)}` : next);
  if (await awaitsSecondFactor((await getAuthRequest()).sessionId)) redirect(withNext('/sign-in/code', next));
  const [t, fields] = await Promise.all([getTranslations('auth'), getFieldTexts()]);
  const canMail = mailIsAvailable();
  return (
    <AuthPage
      title={t('signIn.title')}
      lead={next === '/' ? t('signIn.lead') : t('signIn.leadReturn')}
      foot={
        <>
          <p>
            {t('signIn.new')}{' '}
            <Link href={withNext('/sign-up', next)} prefetch={false} className="link">
              {t('signIn.signUp')}
            </Link>
          </p>
          <p>
            <Link href="/forgot-password" prefetch={false} className="link">
              {t('signIn.forgot')}
            </Link>
          </p>
        </>
      }
    >
      {query.error ? (
        <Notice tone="bad" role="alert" title={t(`error.${errorTextOf(query.error)}.title`)}>
          {t(`error.${errorTextOf(query.error)}.text`)}
        </Notice>
      ) : null}
      <SignInForm
        next={next}
        signIn={signInAction}
        requestLink={canMail ? requestLinkAction : undefined}
        fields={fields}
        texts={{
          email: t('email'),
          password: t('password'),
          show: t('showPassword'),
          hide: t('hidePassword'),
          submit: t('signIn.submit'),
          link: t('signIn.link'),
          wait: t('wait'),
        }}
      />
      <ProviderButtons providers={listOauthProviders()} next={next} start={startProviderAction} />
    </AuthPage>
  );
}

import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AuthPage } from '@/components/auth/auth-page';
import { getFieldTexts, getNewPasswordTexts } from '@/components/auth/form-texts';
import { ProviderButtons } from '@/components/auth/provider-buttons';
import { SignUpForm } from '@/components/auth/sign-up-form';
import { env } from '@/lib/core/env';
import { getViewer } from '@/lib/entry/session';
import { listOauthProviders, readNext, withNext } from '@/lib/rooms/identity';
import { scorePasswordAction, signUpAction, startProviderAction } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth'))('signUp.title'), robots: { index: false } };
}

interface SignUpPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignUpPage({ searchParams }: SignUpPageProps) {
  const next = readNext(await searchParams, env.NEXTAUTH_URL);
  if (await getViewer()) redirect(next);
  const [t, fields] = await Promise.all([getTranslations('auth'), getFieldTexts()]);
  return (
    <AuthPage
      title={t('signUp.title')}
      lead={t('signUp.lead')}
      foot={
        <p>
          {t('signUp.have')}{' '}
          <Link href={withNext('/sign-in', next)} prefetch={false} className="link">
            {t('signUp.signIn')}
          </Link>
        </p>
      }
    >
      <SignUpForm
        next={next}
        signUp={signUpAction}
        score={scorePasswordAction}
        fields={fields}
        texts={{
          email: t('email'),
          name: t('nameOptional'),
          submit: t('signUp.submit'),
          wait: t('wait'),
          password: await getNewPasswordTexts(t('password'), t('signUp.passwordHint')),
        }}
      />
      <ProviderButtons providers={listOauthProviders()} next={next} start={startProviderAction} />
    </AuthPage>
  );
}

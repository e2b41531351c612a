import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { AuthPage } from '@/components/auth/auth-page';
import { EmailForm } from '@/components/auth/email-form';
import { getFieldTexts } from '@/components/auth/form-texts';
import { mailIsAvailable } from '@/lib/ground/mail';
import { requestResetAction } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth'))('forgot.title'), robots: { index: false } };
}

export default async function ForgotPasswordPage() {
  const [t, fields] = await Promise.all([getTranslations('auth'), getFieldTexts()]);
  const canMail = mailIsAvailable();
  return (
    <AuthPage
      title={t('forgot.title')}
      lead={canMail ? t('forgot.text') : t('forgot.unavailable')}
      foot={
        <p>
          <Link href="/sign-in" prefetch={false} className="link">
            {t('forgot.back')}
          </Link>
        </p>
      }
    >
      {canMail ? (
        <EmailForm
          action={requestResetAction}
          fields={fields}
          texts={{ email: t('email'), submit: t('forgot.submit'), wait: t('wait') }}
        />
      ) : null}
    </AuthPage>
  );
}

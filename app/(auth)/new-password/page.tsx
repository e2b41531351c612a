import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuthPage } from '@/components/auth/auth-page';
import { getFieldTexts, getNewPasswordTexts } from '@/components/auth/form-texts';
import { ResetForm } from '@/components/auth/reset-form';
import { LinkButton } from '@/components/ui/link-button';
import { findResetOwner } from '@/lib/rooms/identity';
import { resetPasswordAction, scorePasswordAction } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await getTranslations('auth'))('reset.title'),
    robots: { index: false },
    referrer: 'no-referrer',
  };
}

interface NewPasswordPageProps {
  searchParams: Promise<{ token?: string | string[] }>;
}

/** Where a mailed link to set a new password leads. */
export default async function NewPasswordPage({ searchParams }: NewPasswordPageProps) {
  const { token } = await searchParams;
  const [t, fields] = await Promise.all([getTranslations('auth'), getFieldTexts()]);
  const owner = typeof token === 'string' ? await findResetOwner(token) : null;
  if (!owner || typeof token !== 'string') {
    return (
      <AuthPage title={t('reset.expired')} lead={t('reset.expiredText')}>
        <LinkButton href="/forgot-password" variant="primary" className="self-start">
          {t('reset.again')}
        </LinkButton>
      </AuthPage>
    );
  }
  return (
    <AuthPage title={t('reset.title')} lead={t('reset.text', { email: owner.email })}>
      <ResetForm
        token={token}
        email={owner.email}
        action={resetPasswordAction}
        score={scorePasswordAction}
        fields={fields}
        texts={{
          submit: t('reset.submit'),
          wait: t('wait'),
          password: await getNewPasswordTexts(t('newPassword'), t('signUp.passwordHint')),
        }}
      />
    </AuthPage>
  );
}

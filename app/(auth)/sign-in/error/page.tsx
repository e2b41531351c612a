import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuthPage } from '@/components/auth/auth-page';
import { errorTextOf } from '@/components/auth/error-text';
import { LinkButton } from '@/components/ui/link-button';
import { getViewer } from '@/lib/entry/session';

interface ErrorPageProps {
  searchParams: Promise<{ error?: string | string[] }>;
}

export async function generateMetadata({ searchParams }: ErrorPageProps): Promise<Metadata> {
  const t = await getTranslations('auth.error');
  return { title: t(`${errorTextOf((await searchParams).error)}.title`), robots: { index: false } };
}

/** Where next-auth sends a person whose sign-in did not work. */
export default async function SignInErrorPage({ searchParams }: ErrorPageProps) {
  const text = errorTextOf((await searchParams).error);
  const [t, viewer] = await Promise.all([getTranslations('auth.error'), getViewer()]);
  return (
    <AuthPage title={t(`${text}.title`)} lead={t(`${text}.text`)}>
      <LinkButton href={viewer ? '/settings' : '/sign-in'} variant="primary" className="self-start">
        {viewer ? t('toSettings') : t('back')}
      </LinkButton>
    </AuthPage>
  );
}

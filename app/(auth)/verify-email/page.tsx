import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuthPage } from '@/components/auth/auth-page';
import { ConfirmForm } from '@/components/auth/confirm-form';
import { LinkButton } from '@/components/ui/link-button';
import { getViewer } from '@/lib/entry/session';
import { withNext } from '@/lib/rooms/identity';
import { verifyAddressAction } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await getTranslations('auth'))('verify.title'),
    robots: { index: false },
    referrer: 'no-referrer',
  };
}

interface VerifyPageProps {
  searchParams: Promise<{ token?: string | string[]; done?: string; failed?: string }>;
}

/** Where the welcome mail's link leads. It counts only for someone signed in to that account. */
export default async function VerifyEmailPage({ searchParams }: VerifyPageProps) {
  const { token, done } = await searchParams;
  const [viewer, t] = await Promise.all([getViewer(), getTranslations('auth')]);
  if (done) return <Outcome kind="done" href="/" />;
  if (typeof token !== 'string' || !token) return <Outcome kind="failed" href="/settings" />;
  if (!viewer) {
    const here = `/verify-email?token=${encodeURIComponent(token)}`;
    return (
      <AuthPage
        title={t('verify.signInFirst')}
        lead={t('verify.signInFirstText')}
        foot={<p className="text-soft">{t('verify.notYou')}</p>}
      >
        <LinkButton href={withNext('/sign-in', here)} variant="primary" className="self-start">
          {t('verify.signInFirstAction')}
        </LinkButton>
      </AuthPage>
    );
  }
  return (
    <AuthPage title={t('verify.title')} lead={t('verify.text', { email: viewer.email })}>
      <ConfirmForm
        action={verifyAddressAction}
        values={{ token }}
        label={t('verify.submit')}
        pendingLabel={t('wait')}
        variant="primary"
        className="w-full"
      />
    </AuthPage>
  );
}

async function Outcome({ kind, href }: { kind: 'done' | 'failed'; href: string }) {
  const t = await getTranslations('auth.verify');
  return (
    <AuthPage title={t(kind)} lead={t(`${kind}Text`)}>
      <LinkButton href={href} variant="primary" className="self-start">
        {t(`${kind}Action`)}
      </LinkButton>
    </AuthPage>
  );
}

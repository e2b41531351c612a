import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { AuthPage } from '@/components/auth/auth-page';
import { ConfirmForm } from '@/components/auth/confirm-form';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { emailSchema } from '@/lib/core/normalise-email';
import { getViewer } from '@/lib/entry/session';
import { getSignUpCookie, sanitiseNext } from '@/lib/rooms/identity';
import { enterWithLinkAction } from '../../actions';

export async function generateMetadata(): Promise<Metadata> {
  // The address of this page holds a secret: nothing that is opened from here may see it.
  return {
    title: (await getTranslations('auth'))('signIn.title'),
    robots: { index: false },
    referrer: 'no-referrer',
  };
}

interface LinkPageProps {
  searchParams: Promise<{
    token?: string | string[];
    email?: string | string[];
    next?: string | string[];
    new?: string;
  }>;
}

/** Where a mailed link leads, also after sign-up. Opening it uses nothing up; the button does. */
export default async function LinkPage({ searchParams }: LinkPageProps) {
  const query = await searchParams;
  const [t, viewer] = await Promise.all([getTranslations('auth'), getViewer()]);
  const email = emailSchema.safeParse(query.email);
  if (!email.success || typeof query.token !== 'string') {
    return (
      <AuthPage title={t('error.Verification.title')} lead={t('link.bad')}>
        <LinkButton href="/sign-in" variant="primary" className="self-start">
          {t('error.back')}
        </LinkButton>
      </AuthPage>
    );
  }
  const isNew = query.new === '1';
  return (
    <AuthPage
      title={t(isNew ? 'welcome.title' : 'link.title')}
      lead={t(isNew ? 'welcome.text' : 'link.text')}
      foot={
        <p>
          <Link href="/sign-in" prefetch={false} className="link">
            {t('error.back')}
          </Link>
        </p>
      }
    >
      <p className="break-words font-[560]">{t('link.as', { email: email.data })}</p>
      {viewer && viewer.email !== email.data ? (
        <Notice>{t('link.instead', { email: viewer.email })}</Notice>
      ) : null}
      {isNew && !(await cookies()).has(getSignUpCookie().name) ? (
        <Notice>{t('welcome.elsewhere')}</Notice>
      ) : null}
      <ConfirmForm
        action={enterWithLinkAction}
        values={{ email: email.data, token: query.token, next: sanitiseNext(query.next) }}
        label={t(isNew ? 'welcome.submit' : 'link.submit')}
        pendingLabel={t('wait')}
        variant="primary"
        className="w-full"
      />
    </AuthPage>
  );
}

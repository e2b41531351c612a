import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { AuthPage } from '@/components/auth/auth-page';
import { Notice } from '@/components/ui/notice';
import { env } from '@/lib/core/env';
import { mailboxIsOpen } from '@/lib/ground/mail';
import { sanitiseNext, withNext } from '@/lib/rooms/identity';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth'))('check.title'), robots: { index: false } };
}

interface CheckYourMailPageProps {
  searchParams: Promise<{ next?: string | string[] }>;
}

export default async function CheckYourMailPage({ searchParams }: CheckYourMailPageProps) {
  const next = sanitiseNext((await searchParams).next);
  const t = await getTranslations('auth.check');
  return (
    <AuthPage
      title={t('title')}
      lead={t('text')}
      foot={
        <p>
          <Link href={withNext('/sign-in', next)} prefetch={false} className="link">
            {t('again')}
          </Link>
        </p>
      }
    >
      <p className="text-soft">{t('spam')}</p>
      {!env.SMTP_HOST && mailboxIsOpen() ? (
        <Notice>
          <Link href="/mailbox" prefetch={false} className="link">
            {t('mailbox')}
          </Link>
        </Notice>
      ) : null}
    </AuthPage>
  );
}

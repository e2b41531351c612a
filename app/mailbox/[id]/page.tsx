import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { LinkedText } from '@/components/auth/linked-text';
import { KoreanFonts } from '@/components/site/korean-fonts';
import { Panel } from '@/components/ui/panel';
import { requireMailbox } from '@/lib/entry/session';
import { getLocalMail } from '@/lib/ground/mail';

export const metadata: Metadata = { robots: { index: false }, referrer: 'no-referrer' };

interface MailPageProps {
  params: Promise<{ id: string }>;
}

export default async function MailPage({ params }: MailPageProps) {
  await requireMailbox();
  const mail = await getLocalMail((await params).id);
  if (!mail) notFound();
  const t = await getTranslations('auth.mailbox');
  return (
    <article className="page max-w-prose py-10 sm:py-16">
      <KoreanFonts />
      <p className="mb-6 text-sm">
        <Link href="/mailbox" prefetch={false} className="link">
          {t('back')}
        </Link>
      </p>
      <h1 className="display text-2xl">{mail.subject}</h1>
      <p className="mt-1 mb-6 text-faint text-sm">{t('to', { recipient: mail.recipient })}</p>
      <Panel>
        <LinkedText text={mail.text} />
      </Panel>
      <p className="mt-6 text-sm">
        <a href={`/mailbox/${mail.id}/html`} className="link">
          {t('asSent')}
        </a>
      </p>
    </article>
  );
}

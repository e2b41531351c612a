import type { Metadata } from 'next';
import Link from 'next/link';
import { getFormatter, getTranslations } from 'next-intl/server';
import { KoreanFonts } from '@/components/site/korean-fonts';
import { EmptyState } from '@/components/ui/empty-state';
import { requireMailbox } from '@/lib/entry/session';
import { listLocalMails } from '@/lib/ground/mail';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth'))('mailbox.title'), robots: { index: false } };
}

export default async function MailboxPage() {
  await requireMailbox();
  const [t, format, mails] = await Promise.all([
    getTranslations('auth.mailbox'),
    getFormatter(),
    listLocalMails(),
  ]);
  return (
    <div className="page max-w-prose py-10 sm:py-16">
      {/* Mail is in the language of the person who gets it. */}
      <KoreanFonts />
      <h1 className="display text-3xl">{t('title')}</h1>
      <p className="mt-2 mb-8 text-soft">{t('text')}</p>
      {mails.length === 0 ? (
        <EmptyState title={t('empty')}>{t('emptyText')}</EmptyState>
      ) : (
        <ul className="border-line border-t">
          {mails.map((mail) => (
            <li key={mail.id} className="relative border-line border-b py-4">
              <div className="flex items-baseline justify-between gap-4">
                <Link
                  href={`/mailbox/${mail.id}`}
                  prefetch={false}
                  className="font-[560] after:absolute after:inset-0 hover:text-copper"
                >
                  {mail.subject}
                </Link>
                <time dateTime={mail.createdAt.toISOString()} className="figures shrink-0 text-faint text-sm">
                  {format.relativeTime(mail.createdAt, new Date())}
                </time>
              </div>
              <p className="text-soft text-sm">{t('to', { recipient: mail.recipient })}</p>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

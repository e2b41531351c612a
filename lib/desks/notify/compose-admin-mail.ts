import { createTranslator } from 'next-intl';
import { env } from '@/lib/core/env';
import { loadMessages } from '@/lib/core/i18n/load-messages';
import type { Locale } from '@/lib/core/i18n/locales';
import { type Mail, renderMail } from '@/lib/ground/mail';
import type { AdminMailKind } from './post-admin-mails';

/** Tells an admin how much of what is new and waits for them; the amounts stay in the back office. */
export function composeAdminMail(
  locale: Locale,
  counts: ReadonlyMap<AdminMailKind, number>,
): Omit<Mail, 'to'> {
  const t = createTranslator({ locale, messages: loadMessages(locale), namespace: 'mail.admin' });
  const count = [...counts.values()].reduce((all, one) => all + one, 0);
  return renderMail({
    language: locale,
    subject: t('subject', { count }),
    heading: t('heading', { count }),
    paragraphs: [t('body')],
    facts: [...counts].map(([kind, many]) => ({ name: t(`kind.${kind}`), value: String(many) })),
    button: { label: t('button'), url: new URL('/admin', env.NEXTAUTH_URL).href },
    footer: t('footer', { site: new URL(env.NEXTAUTH_URL).host }),
  });
}

import 'server-only';
import { createTranslator } from 'next-intl';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { loadMessages } from '@/lib/core/i18n/load-messages';
import type { Locale } from '@/lib/core/i18n/locales';
import { renderMail } from '@/lib/ground/mail';
import type { AdminMailKind } from '../admins/post-admin-mails';
import type { Letter, LetterKind } from '../letter';

/** Tells an admin of all that was gathered for this mail and still waits. */
export const adminDigest: LetterKind<'admin_digest'> = {
  lifeMinutes: 7 * 24 * 60,
  needsProof: true,
  async compose({ message, person }) {
    const waiting = await db.$queryRaw<{ kind: AdminMailKind; count: number }[]>`
      SELECT m.kind, count(*)::int AS count FROM admin_mails m
      JOIN admin_waiting w ON w.kind = m.kind AND w.event_key = m.event_key
      JOIN users u ON u.id = m.user_id AND u.admin_role IS NOT NULL
      WHERE m.outbox_id = ${message.id} GROUP BY m.kind ORDER BY min(m.id)`;
    if (waiting.length === 0) return null;
    return write(person?.locale ?? 'en', new Map(waiting.map(({ kind, count }) => [kind, count])));
  },
};

/** The amounts stay in the back office. */
function write(locale: Locale, counts: ReadonlyMap<AdminMailKind, number>): Letter {
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

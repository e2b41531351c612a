import 'server-only';
import { createTranslator } from 'next-intl';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { loadMessages } from '@/lib/core/i18n/load-messages';
import { isLocale, type Locale } from '@/lib/core/i18n/locales';
import { log } from '@/lib/core/log';
import type { SupportMailOutcome } from '@/lib/generated/prisma/enums';
import { type Mail, mailIsAvailable, renderMail, sendMail } from '@/lib/ground/mail';

const BATCH = 10;
const MINUTE_MS = 60_000;
/** Longer than a whole batch can take with a mail server that answers each at the last moment. */
const CLAIM_MINUTES = 15;
/** By then the person has read it in the app, or has given up. */
const STALE_DAYS = 7;

interface Claimed {
  id: bigint;
  requestId: bigint;
  body: string;
  createdAt: Date;
}

/**
 * Mails the answers that wait, as creators' mails are sent (lib/desks/notify/creators): claimed before, ended after, and with the
 * same Message-ID at every try. Resolves to how many were sent.
 */
export async function sendSupportMails(now = new Date()): Promise<number> {
  if (!mailIsAvailable()) return 0;
  let sent = 0;
  for (;;) {
    const answers = await claim(now);
    for (const answer of answers) {
      try {
        const mailOutcome = await deliver(answer, now);
        await db.supportMessage.update({
          where: { id: answer.id },
          data: { mailEndedAt: new Date(), mailOutcome },
          select: { id: true },
        });
        if (mailOutcome === 'sent') sent += 1;
      } catch (error) {
        log.warn({ message: answer.id, err: error }, 'an answer could not be mailed');
      }
    }
    if (answers.length < BATCH) return sent;
  }
}

function claim(now: Date): Promise<Claimed[]> {
  const free = new Date(now.getTime() - CLAIM_MINUTES * MINUTE_MS);
  return db.$queryRaw<Claimed[]>`
    UPDATE support_messages SET mail_claimed_at = ${now}::timestamptz, mail_attempts = least(mail_attempts + 1, 32000) WHERE id IN (
      SELECT id FROM support_messages WHERE kind = 'answer' AND mail_ended_at IS NULL
        AND (mail_claimed_at IS NULL OR mail_claimed_at < ${free}::timestamptz)
      ORDER BY id LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED
    ) RETURNING id, request_id AS "requestId", body, created_at AS "createdAt"`;
}

async function deliver({ id, requestId, body, createdAt }: Claimed, now: Date): Promise<SupportMailOutcome> {
  if (now.getTime() - createdAt.getTime() > STALE_DAYS * 24 * 60 * MINUTE_MS) return 'given_up';
  const { subject, locale, user } = await db.supportRequest.findUniqueOrThrow({
    where: { id: requestId },
    select: {
      subject: true,
      locale: true,
      user: { select: { email: true, emailVerified: true, locale: true } },
    },
  });
  if (!user.emailVerified) return 'unverified';
  const language = [user.locale, locale].find(isLocale) ?? 'en';
  const letter = compose(language, { requestId, subject, body });
  const host = new URL(env.NEXTAUTH_URL).hostname;
  await sendMail({ ...letter, to: user.email, messageId: `<support-answer-${id}@${host}>` });
  return 'sent';
}

interface Answer {
  requestId: bigint;
  subject: string;
  body: string;
}

function compose(locale: Locale, { requestId, subject, body }: Answer): Omit<Mail, 'to'> {
  const t = createTranslator({ locale, messages: loadMessages(locale), namespace: 'support' });
  return renderMail({
    language: locale,
    subject: t('mail.subject', { subject }),
    heading: subject,
    paragraphs: body.split(/\n{2,}/),
    button: { label: t('mail.button'), url: new URL(`/support/${requestId}`, env.NEXTAUTH_URL).href },
    footer: t('mail.footer', { site: new URL(env.NEXTAUTH_URL).host }),
  });
}

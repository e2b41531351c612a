import 'server-only';
import { createTranslator } from 'next-intl';
import { env } from '@/lib/core/env';
import { loadMessages } from '@/lib/core/i18n/load-messages';
import { isLocale } from '@/lib/core/i18n/locales';
import { findAnswer } from '@/lib/desks/support';
import { renderMail } from '@/lib/ground/mail';
import type { LetterKind } from '../letter';

/** What the support desk has answered, to the person who asked. */
export const supportAnswer: LetterKind<'support_answer'> = {
  // By then the person has read it in the app, or has given up.
  lifeMinutes: 7 * 24 * 60,
  needsProof: true,
  async compose({ payload, person }) {
    const { requestId, subject, body, locale: asked } = await findAnswer(BigInt(payload.messageId));
    const locale = person?.locale ?? (isLocale(asked) ? asked : 'en');
    const t = createTranslator({ locale, messages: loadMessages(locale), namespace: 'support' });
    return renderMail({
      language: locale,
      subject: t('mail.subject', { subject }),
      heading: subject,
      paragraphs: body.split(/\n{2,}/),
      button: { label: t('mail.button'), url: new URL(`/support/${requestId}`, env.NEXTAUTH_URL).href },
      footer: t('mail.footer', { site: new URL(env.NEXTAUTH_URL).host }),
    });
  },
};

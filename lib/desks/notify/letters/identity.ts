import { createTranslator } from 'next-intl';
import { env } from '@/lib/core/env';
import { loadMessages } from '@/lib/core/i18n/load-messages';
import type { Locale } from '@/lib/core/i18n/locales';
import { type MailContent, renderMail } from '@/lib/ground/mail';
import type { Letter } from '../letter';

type Write = ReturnType<typeof translator>;

function translator(locale: Locale) {
  return createTranslator({ locale, messages: loadMessages(locale), namespace: 'mail' });
}

function compose(locale: Locale, write: (t: Write) => Omit<MailContent, 'language' | 'footer'>): Letter {
  const t = translator(locale);
  const footer = t('footer', { site: new URL(env.NEXTAUTH_URL).host });
  return renderMail({ language: locale, footer, ...write(t) });
}

/** A link that signs the holder of the address in, once, within 30 minutes. */
export function composeSignInLink(locale: Locale, url: string): Letter {
  return compose(locale, (t) => ({
    subject: t('signIn.subject'),
    heading: t('signIn.heading'),
    paragraphs: [t('signIn.body'), t('ignore')],
    button: { label: t('signIn.button'), url },
  }));
}

/** The same for who has just signed up: the link confirms the address, too. */
export function composeWelcome(locale: Locale, url: string): Letter {
  return compose(locale, (t) => ({
    subject: t('welcome.subject'),
    heading: t('welcome.heading'),
    paragraphs: [t('welcome.body'), t('ignore')],
    button: { label: t('welcome.button'), url },
  }));
}

/** For an address that signed up although it has an account; also offers a new password. */
export function composeAddressTaken(locale: Locale, url: string): Letter {
  return compose(locale, (t) => ({
    subject: t('taken.subject'),
    heading: t('taken.heading'),
    paragraphs: [t('taken.body'), t('ignore')],
    button: { label: t('signIn.button'), url },
    footerLinks: [{ label: t('taken.password'), url: new URL('/forgot-password', env.NEXTAUTH_URL).href }],
  }));
}

/** A link that confirms the address of an account, for anyone who is signed in to it. */
export function composeVerifyAddress(locale: Locale, url: string): Letter {
  return compose(locale, (t) => ({
    subject: t('verify.subject'),
    heading: t('verify.heading'),
    paragraphs: [t('verify.body'), t('verify.notYou')],
    button: { label: t('verify.button'), url },
  }));
}

/** A link to set a new password, once, within 30 minutes. */
export function composePasswordReset(locale: Locale, url: string): Letter {
  return compose(locale, (t) => ({
    subject: t('reset.subject'),
    heading: t('reset.heading'),
    paragraphs: [t('reset.body'), t('ignore')],
    button: { label: t('reset.button'), url },
  }));
}

/** Tells an admin that an owner took their second factor off. */
export function composeSecondFactorReset(locale: Locale): Letter {
  return compose(locale, (t) => ({
    subject: t('factorReset.subject'),
    heading: t('factorReset.heading'),
    paragraphs: [t('factorReset.body'), t('factorReset.notYou')],
    button: {
      label: t('factorReset.button'),
      url: new URL('/settings#second-factor', env.NEXTAUTH_URL).href,
    },
  }));
}

/** Tells the owner that the password was changed and that other devices were signed out. */
export function composePasswordChanged(locale: Locale): Letter {
  return compose(locale, (t) => ({
    subject: t('changed.subject'),
    heading: t('changed.heading'),
    paragraphs: [t('changed.body'), t('changed.notYou')],
    button: { label: t('changed.button'), url: new URL('/forgot-password', env.NEXTAUTH_URL).href },
  }));
}

import { env } from '../env';
import type { Locale } from '../i18n/locales';
import { composeSignInLink } from '../mail/compose-mails';
import { sendMail } from '../mail/send-mail';
import { sanitiseCallbackUrl } from './sanitise-next';

/**
 * Mails the link that next-auth made, by way of a page of ours with one button: programs that open every link in a mail
 * to look for viruses would otherwise use it up before the person does.
 */
export async function sendSignInLink(email: string, nextAuthUrl: string, locale: Locale): Promise<void> {
  const made = new URL(nextAuthUrl).searchParams;
  const link = new URL('/sign-in/link', env.NEXTAUTH_URL);
  link.searchParams.set('token', made.get('token') ?? '');
  link.searchParams.set('email', email);
  link.searchParams.set('next', sanitiseCallbackUrl(made.get('callbackUrl'), env.NEXTAUTH_URL));
  await sendMail({ to: email, ...composeSignInLink(locale, link.href) });
}

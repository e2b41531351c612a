import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { enqueue } from '@/lib/core/outbox/enqueue';
import type { AuthRequest } from './auth-request';
import { sanitiseCallbackUrl } from './sanitise-next';

const LETTERS = { new: 'welcome', taken: 'taken' } as const;

/**
 * Mails the link that next-auth made, by way of a page of ours with one button: programs that open every link
 * in a mail to look for viruses would otherwise use it up before the person does.
 */
export async function mailSignInLink(
  email: string,
  nextAuthUrl: string,
  { locale, signUp }: Pick<AuthRequest, 'locale' | 'signUp'>,
): Promise<void> {
  const made = new URL(nextAuthUrl).searchParams;
  const link = new URL('/sign-in/link', env.NEXTAUTH_URL);
  link.searchParams.set('token', made.get('token') ?? '');
  link.searchParams.set('email', email);
  link.searchParams.set('next', sanitiseCallbackUrl(made.get('callbackUrl'), env.NEXTAUTH_URL));
  if (signUp === 'new') link.searchParams.set('new', '1');
  await enqueue(db, {
    kind: 'sign_in_link',
    to: { address: email },
    payload: { locale, letter: signUp ? LETTERS[signUp] : 'sign_in' },
    secret: link.href,
  });
}

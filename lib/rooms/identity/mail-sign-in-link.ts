import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { enqueue } from '@/lib/core/outbox/enqueue';
import type { AuthRequest } from './auth-request';
import { sanitiseCallbackUrl } from './sanitise-next';

const LETTERS = { new: 'welcome', taken: 'taken' } as const;

/** Mails a sign-in link to our page with one button: programs that open links would use it up. */
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

import 'server-only';
import { cookies } from 'next/headers';
import { beginSignUp, getSignUpCookie, type NewAccount } from '@/lib/rooms/identity';
import { requestLink } from './enter';
import { getAuthRequest } from './get-auth-request';

/**
 * Takes a sign-up and mails a link that leads to `next`: for a new address one that confirms it, for a taken
 * one word of that and a way in. Nothing that comes back to the browser tells which. Returns next-auth's
 * error code if it refuses.
 */
export async function startSignUp(account: NewAccount, next: string): Promise<string | null> {
  const { taken, proof } = await beginSignUp(account, await getAuthRequest());
  const { name, options } = getSignUpCookie();
  (await cookies()).set(name, proof, options);
  return requestLink(account.email, next, taken ? 'taken' : 'new');
}

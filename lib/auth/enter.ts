import 'server-only';
import { cookies } from 'next/headers';
import { DomainError } from '../errors';
import type { Answer } from './call-next-auth';
import { followPreferences } from './follow-preferences';
import type { OauthProvider } from './provider-choices';
import { rememberDevice } from './remember-device';
import { refusalOf, runNextAuth } from './run-next-auth';
import { awaitsSecondFactor } from './second-factor/queries';
import { getSessionCookie, readSessionCookie } from './session-cookie';

/** Signs this browser in, or, where a second factor is on, half in: `codeNeeded`. Throws DomainError: `wrong_password`, `too_many_requests`. */
export async function enterWithPassword(email: string, password: string): Promise<{ codeNeeded: boolean }> {
  const answer = await runNextAuth({
    method: 'POST',
    path: ['callback', 'credentials'],
    body: { email, password },
  });
  if (refusalOf(answer)) throw new DomainError('wrong_password');
  return arrive(answer);
}

/** Signs this browser in with a mailed link, which is then used up. `refusal`: next-auth's error code if it refuses. */
export async function enterWithLink(
  email: string,
  token: string,
): Promise<{ refusal: string | null; codeNeeded: boolean }> {
  const answer = await runNextAuth({ method: 'GET', path: ['callback', 'email'], query: { email, token } });
  return { refusal: refusalOf(answer), ...(await arrive(answer)) };
}

/** Mails a sign-in link that leads to `next`. Returns next-auth's error code if the mail could not be sent. */
export async function requestLink(email: string, next: string): Promise<string | null> {
  return refusalOf(
    await runNextAuth({ method: 'POST', path: ['signin', 'email'], body: { email, callbackUrl: next } }),
  );
}

/** Where to send the browser so that it signs in with a provider, comes back, and goes on to `next`. */
export async function startProvider(provider: OauthProvider, next: string): Promise<string> {
  const answer = await runNextAuth({
    method: 'POST',
    path: ['signin', provider],
    body: { callbackUrl: next },
  });
  if (!answer.location) throw new Error(`${provider} gave no address to sign in at.`);
  return answer.location.href;
}

/** Forgets this browser's session cookie; the caller revokes the session itself. */
export async function dropSessionCookie(): Promise<void> {
  const { name, options } = getSessionCookie();
  (await cookies()).set(name, '', { ...options, maxAge: 0 });
}

async function arrive(answer: Answer): Promise<{ codeNeeded: boolean }> {
  const cookie = sessionCookieIn(answer);
  const sessionId = readSessionCookie(cookie);
  await Promise.all([followPreferences(cookie), rememberDevice(sessionId)]);
  return { codeNeeded: await awaitsSecondFactor(sessionId) };
}

function sessionCookieIn(answer: Answer): string | undefined {
  return answer.cookies.find((cookie) => cookie.name === getSessionCookie().name)?.value;
}

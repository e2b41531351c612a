import 'server-only';
import { cookies } from 'next/headers';
import { env } from '@/lib/core/env';
import { DomainError } from '@/lib/core/errors';
import { getSessionCookie, readSessionCookie } from '@/lib/core/session-cookie';
import {
  type AuthRequest,
  awaitsSecondFactor,
  getSignUpCookie,
  type OauthProvider,
  sanitiseCallbackUrl,
} from '@/lib/rooms/identity';
import type { Answer } from './call-next-auth';
import { deliverSoon } from './deliver-soon';
import { followPreferences } from './follow-preferences';
import { getAuthRequest } from './get-auth-request';
import { rememberDevice } from './remember-device';
import { refusalOf, runNextAuth } from './run-next-auth';

/** Signs in; `codeNeeded`: half in, a second factor is on. Throws `wrong_password`, `too_many_requests`. */
export async function enterWithPassword(email: string, password: string): Promise<{ codeNeeded: boolean }> {
  const answer = await runNextAuth({
    method: 'POST',
    path: ['callback', 'credentials'],
    body: { email, password },
  });
  if (refusalOf(answer)) throw new DomainError('wrong_password');
  return arrive(answer);
}

/** Signs this browser in with a mailed link and uses it up. `refusal`: next-auth's error code. */
export async function enterWithLink(
  email: string,
  token: string,
): Promise<{ refusal: string | null; codeNeeded: boolean }> {
  const answer = await runNextAuth({ method: 'GET', path: ['callback', 'email'], query: { email, token } });
  const refusal = refusalOf(answer);
  if (!refusal) await dropCookie(getSignUpCookie());
  return { refusal, ...(await arrive(answer)) };
}

/** Mails a sign-in link to `next`, with other words after sign-up. Returns next-auth's code if refused. */
export async function requestLink(
  email: string,
  next: string,
  signUp?: AuthRequest['signUp'],
): Promise<string | null> {
  const body = { email, callbackUrl: next };
  const answer = await runNextAuth({ method: 'POST', path: ['signin', 'email'], body }, { signUp });
  deliverSoon((await getAuthRequest()).requestId);
  return refusalOf(answer);
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

/**
 * Back from a provider: signs this browser in when the answer belongs to the sign-in that it began (next-auth
 * compares the state with its cookie). `target` is a path of this site: where the person was going, or what
 * went wrong.
 */
export async function returnFromProvider(
  provider: OauthProvider,
  params: URLSearchParams,
): Promise<{ target: string; codeNeeded: boolean }> {
  const { callbackUrl: _theirs, nextauth: _path, ...query } = Object.fromEntries(params);
  const answer = await runNextAuth({ method: 'GET', path: ['callback', provider], query });
  const refusal = refusalOf(answer);
  if (refusal) return { target: `/sign-in/error?error=${encodeURIComponent(refusal)}`, codeNeeded: false };
  const target = sanitiseCallbackUrl(answer.location?.href, env.NEXTAUTH_URL);
  return { target, ...(await arrive(answer)) };
}

/** Forgets this browser's session cookie; the caller revokes the session itself. */
export async function dropSessionCookie(): Promise<void> {
  await dropCookie(getSessionCookie());
}

async function dropCookie({ name, options }: { name: string; options: object }): Promise<void> {
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

import 'server-only';
import { cookies } from 'next/headers';
import { getLocale } from 'next-intl/server';
import { isLocale } from '../i18n/locales';
import { getRequestContext } from '../request-context';
import type { AuthRequest } from './auth-request';
import { getDeviceCookie, readDeviceCookie } from './device-cookie';
import { getSessionCookie, readSessionCookie } from './session-cookie';
import { getSignUpCookie } from './sign-up-proof';

/** The request in hand, as identity sees it. Needs Next's request scope. */
export async function getAuthRequest(): Promise<AuthRequest> {
  const jar = await cookies();
  const locale = await getLocale();
  return {
    ...(await getRequestContext()),
    locale: isLocale(locale) ? locale : 'en',
    sessionId: readSessionCookie(jar.get(getSessionCookie().name)?.value),
    devices: readDeviceCookie(jar.get(getDeviceCookie().name)?.value),
    signUpProof: jar.get(getSignUpCookie().name)?.value,
  };
}

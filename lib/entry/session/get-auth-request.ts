import 'server-only';
import { cookies } from 'next/headers';
import { getLocale } from 'next-intl/server';
import { isLocale } from '@/lib/core/i18n/locales';
import { getSessionCookie, readSessionCookie } from '@/lib/core/session-cookie';
import { type AuthRequest, getDeviceCookie, getSignUpCookie, readDeviceCookie } from '@/lib/rooms/identity';
import { getRequestContext } from './request-context';

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

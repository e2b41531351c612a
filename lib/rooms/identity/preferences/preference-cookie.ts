import { env } from '@/lib/core/env';

const YEAR_SECONDS = 365 * 86_400;

/** How a browser keeps the language and the appearance that were chosen in it. */
export function preferenceCookie() {
  return {
    path: '/',
    maxAge: YEAR_SECONDS,
    sameSite: 'lax' as const,
    httpOnly: true,
    secure: env.NEXTAUTH_URL.startsWith('https://'),
  };
}

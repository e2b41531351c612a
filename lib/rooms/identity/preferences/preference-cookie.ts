import { env } from '@/lib/core/env';
import { YEAR_SECONDS } from '@/lib/core/time';

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

import 'server-only';
import { cookies } from 'next/headers';
import { db } from '@/lib/core/db';
import { isLocale, LOCALE_COOKIE } from '@/lib/core/i18n/locales';
import { readSessionCookie } from '@/lib/core/session-cookie';
import { isTheme, THEME_COOKIE } from '@/lib/core/theme';
import { preferenceCookie } from '@/lib/rooms/identity';

/** After a sign-in: takes over the language and theme chosen elsewhere, if this browser has none. */
export async function followPreferences(sessionCookie: string | undefined): Promise<void> {
  const id = readSessionCookie(sessionCookie);
  if (!id) return;
  const session = await db.session.findUnique({
    where: { id },
    select: { user: { select: { locale: true, theme: true } } },
  });
  const jar = await cookies();
  const { locale = null, theme = null } = session?.user ?? {};
  if (isLocale(locale) && !jar.has(LOCALE_COOKIE)) jar.set(LOCALE_COOKIE, locale, preferenceCookie());
  if (isTheme(theme) && !jar.has(THEME_COOKIE)) jar.set(THEME_COOKIE, theme, preferenceCookie());
}

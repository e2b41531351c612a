'use server';

import { cookies } from 'next/headers';
import { z } from 'zod';
import { LOCALE_COOKIE, LOCALES } from '@/lib/core/i18n/locales';
import { THEME_COOKIE, THEMES } from '@/lib/core/theme';
import { publicAction } from '@/lib/entry/actions';
import { preferenceCookie, savePreferences } from '@/lib/rooms/identity';

/** Remembers the language in this browser and, for who is signed in, in the account. */
export const setLocaleAction = publicAction(
  { name: 'set-locale', input: z.object({ locale: z.enum(LOCALES) }), perMinute: 60 },
  async ({ locale }, { viewer }) => {
    (await cookies()).set(LOCALE_COOKIE, locale, preferenceCookie());
    if (viewer) await savePreferences(viewer.userId, { locale });
  },
);

/** Remembers the appearance; "system" follows the device again. */
export const setThemeAction = publicAction(
  { name: 'set-theme', input: z.object({ theme: z.enum([...THEMES, 'system']) }), perMinute: 60 },
  async ({ theme }, { viewer }) => {
    const jar = await cookies();
    if (theme === 'system') jar.delete(THEME_COOKIE);
    else jar.set(THEME_COOKIE, theme, preferenceCookie());
    if (viewer) await savePreferences(viewer.userId, { theme: theme === 'system' ? null : theme });
  },
);

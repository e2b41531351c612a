import { cookies } from 'next/headers';
import { getLocale } from 'next-intl/server';
import type { ReactNode } from 'react';
import { readThemeWith } from '@/components/cover/chosen-theme';
import { KoreanFonts } from '@/components/site/korean-fonts';
import { noteOurs } from '@/lib/core/request-scope';
import { isTheme, THEME_COOKIE, type Theme } from '@/lib/core/theme';
import { fontVariables } from './fonts/fonts';
import './globals.css';

export async function getTheme(): Promise<Theme | null> {
  const value = (await cookies()).get(THEME_COOKIE)?.value;
  return isTheme(value) ? value : null;
}

readThemeWith(getTheme);

/** The document around everything, in the person's language and theme. */
export async function Document({ children }: { children: ReactNode }) {
  noteOurs();
  const [locale, theme] = await Promise.all([getLocale(), getTheme()]);
  return (
    <html
      lang={locale}
      data-scroll-behavior="smooth"
      data-theme={theme ?? undefined}
      className={fontVariables}
    >
      <body>
        {children}
        {locale === 'ko' ? <KoreanFonts /> : null}
      </body>
    </html>
  );
}

import type { Metadata, Viewport } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { env } from '@/lib/core/env';
import type { Theme } from '@/lib/core/theme';
import { Document, getTheme } from './document';

const PAPER: Record<Theme, string> = { light: '#faf7f0', dark: '#171410' };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common');
  return {
    metadataBase: new URL(env.NEXTAUTH_URL),
    title: { default: t('name'), template: `%s · ${t('name')}` },
    description: t('description'),
    openGraph: { siteName: t('name'), type: 'website', locale: await getLocale() },
  };
}

export async function generateViewport(): Promise<Viewport> {
  const theme = await getTheme();
  const themeColor = theme
    ? PAPER[theme]
    : (['light', 'dark'] as const).map((name) => ({
        media: `(prefers-color-scheme: ${name})`,
        color: PAPER[name],
      }));
  return { width: 'device-width', initialScale: 1, themeColor };
}

/** The one root layout. It reads cookies, so every page is made per request with a fresh CSP nonce. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return <Document>{children}</Document>;
}

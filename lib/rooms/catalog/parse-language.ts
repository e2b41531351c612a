import { isLocale, type Locale } from '@/lib/core/i18n/locales';

/** Reads `?lang=`: a language, "all" as undefined, and anything else as the reader's own. */
export function parseLanguage(value: unknown, own: Locale): Locale | undefined {
  if (value === 'all') return undefined;
  return isLocale(value) ? value : own;
}

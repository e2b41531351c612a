import { getLocale, getTranslations } from 'next-intl/server';
import { LOCALES } from '@/lib/core/i18n/locales';
import { Segmented } from '../ui/segmented';

interface LanguageFilterProps {
  /** A language, or undefined for all. */
  current: string | undefined;
  /** The address of a choice: a language or "all". */
  hrefFor: (choice: string) => string;
  className?: string;
}

/** The reader's own language first, then the others, then all. */
export async function LanguageFilter({ current, hrefFor, className }: LanguageFilterProps) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  const languages = [locale, ...LOCALES.filter((language) => language !== locale)];
  const options = languages.map((language) => ({
    href: hrefFor(language),
    label: <span lang={language}>{t(`common.languages.${language}`)}</span>,
    current: current === language,
  }));
  options.push({
    href: hrefFor('all'),
    label: <span>{t('articles.filter.all')}</span>,
    current: current === undefined,
  });
  return <Segmented label={t('articles.filter.label')} options={options} className={className} />;
}

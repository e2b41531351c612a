const NAMED = [
  'home',
  'search',
  'topic',
  'creator',
  'article',
  'feed',
  'direct',
  'sites',
  'unknown',
] as const;
type Named = (typeof NAMED)[number];

type Translate = (key: `source.${Named}` | 'source.site', values?: { host: string }) => string;

/** A source in words: one of our own pages, or the other site's host. */
export function sourceName(t: Translate, source: string): string {
  const named = NAMED.find((one) => one === source);
  return named ? t(`source.${named}`) : t('source.site', { host: source.replace(/^site:/, '') });
}

/** A country's name in the reader's language; `unknown` for what nobody told us. */
export function countryName(code: string, locale: string, unknown: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return unknown;
  return new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code;
}

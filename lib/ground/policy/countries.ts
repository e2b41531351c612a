/** ISO 3166-1, lower case: where Stripe pays recipients. Stripe refuses what it doesn't serve yet. */
export const PAYOUT_COUNTRIES = [
  ...[
    'ae',
    'at',
    'au',
    'be',
    'bg',
    'br',
    'ca',
    'ch',
    'cy',
    'cz',
    'de',
    'dk',
    'ee',
    'es',
    'fi',
    'fr',
    'gb',
    'gi',
  ],
  ...[
    'gr',
    'hk',
    'hr',
    'hu',
    'id',
    'ie',
    'in',
    'it',
    'jp',
    'kr',
    'li',
    'lt',
    'lu',
    'lv',
    'mt',
    'mx',
    'my',
    'nl',
  ],
  ...['no', 'nz', 'ph', 'pl', 'pt', 'ro', 'se', 'sg', 'si', 'sk', 'th', 'tw', 'us', 'vn'],
] as const;

/** All countries by name in a language, for a person to choose from. */
export function listCountries(codes: readonly string[], locale: string): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(locale, { type: 'region' });
  return codes
    .map((code) => ({ code, name: names.of(code.toUpperCase()) ?? code }))
    .sort((a, b) => a.name.localeCompare(b.name, locale));
}

/** Where a person of this language most likely is. */
export function guessCountry(locale: string): string {
  return locale === 'ko' ? 'kr' : 'us';
}

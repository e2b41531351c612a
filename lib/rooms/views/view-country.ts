/** What stands for a country that nobody told us. */
const UNKNOWN_COUNTRY = 'unknown';

// What CDNs say when they do not know (XX), or will not (T1: Tor).
const NO_COUNTRY = ['XX', 'ZZ', 'T1', 'A1', 'A2', 'EU', 'AP'];

/** The country that our own proxy put into its header, as ISO 3166-1 alpha-2; "unknown" for anything else. */
export function viewCountryOf(header: string | null | undefined): string {
  const code = header?.trim().toUpperCase() ?? '';
  return /^[A-Z]{2}$/.test(code) && !NO_COUNTRY.includes(code) ? code : UNKNOWN_COUNTRY;
}

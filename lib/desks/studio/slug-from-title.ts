import { romanize } from 'es-hangul';

const MAX = 80;

/**
 * A title as an address: lower-case ASCII words with hyphens, Hangul romanised as it is spoken. Empty when
 * nothing of the title can be written so.
 */
export function slugFromTitle(title: string): string {
  return romanize(title.normalize('NFC'))
    .normalize('NFKD')
    .replace(/\p{M}|['’]/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX)
    .replace(/^-+|-+$/g, '');
}

import { romanize } from 'es-hangul';

const MAX = 80;

/** A title as an address: ASCII words with hyphens, Hangul as it is spoken. May be empty. */
export function slugFromTitle(title: string): string {
  return romanize(title.normalize('NFC'))
    .normalize('NFKD')
    .replace(/\p{M}|['’]/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX)
    .replace(/^-+|-+$/g, '');
}

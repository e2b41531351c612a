const MAX = 80;
const FIRST_SYLLABLE = 0xac00;
const LEADS = 'g kk n d tt r m b pp s ss _ j jj ch k t p h'.split(' ');
const VOWELS = 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'.split(' ');
const TAILS = '_ k k k n n n t l k m l l l p l m p p t t ng t t k t p t'.split(' ');

/**
 * A title as an address: lower-case ASCII words with hyphens, Hangul romanised letter by letter. Empty when nothing of the
 * title can be written so.
 */
export function slugFromTitle(title: string): string {
  return title
    .normalize('NFC')
    .replace(/[\uac00-\ud7a3]/g, romanise)
    .normalize('NFKD')
    .replace(/\p{M}|['’]/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX)
    .replace(/^-+|-+$/g, '');
}

function romanise(syllable: string): string {
  const index = syllable.charCodeAt(0) - FIRST_SYLLABLE;
  const parts = [LEADS[Math.floor(index / 588)], VOWELS[Math.floor(index / 28) % 21], TAILS[index % 28]];
  return parts.join('').replaceAll('_', '');
}

import { splitCharacters } from '@/lib/core/cut-text';

const MAX_CHARACTERS = 120;
const MAX_BYTES = 200;
// Marks that are not seen, but for those that join letters, emoji and flags to one.
const UNSEEN = /(?!\u200c|\u200d|[\u{e0020}-\u{e007f}])\p{Cf}/gu;

/** A download's name: no folders, no control or direction marks, the ending of its content. */
export function cleanFileName(given: string, extension: string): string {
  const base = (given.normalize('NFC').split(/[/\\]/).pop() ?? '')
    .replace(/[\p{Cc}\p{Cs}"<>:|?*]/gu, '')
    .replace(UNSEEN, '')
    .replace(/^[.\s\p{Cf}]+|[.\s\u200c\u200d]+$/gu, '');
  const ending = `.${extension}`;
  const lower = base.toLowerCase();
  // A picture is drawn again in another format, so the ending that it came with says nothing any more.
  const last = extension === 'webp' ? (/\.(jpe?g|png|gif|avif|webp)$/.exec(lower)?.[0] ?? '') : ending;
  const stem = lower.endsWith(last) ? base.slice(0, base.length - last.length) : base;
  return `${shorten(stem) || 'file'}${ending}`;
}

function shorten(stem: string): string {
  const letters = splitCharacters(stem).slice(0, MAX_CHARACTERS);
  // A file system counts bytes.
  while (Buffer.byteLength(letters.join('')) > MAX_BYTES - 10) letters.pop();
  return letters.join('').trim();
}

/**
 * Cuts indentation and stacked quote or list marks to what honest texts use. Deeper than the parser goes,
 * text would be lost.
 */
export function limitNesting(source: string): string {
  return source
    .replace(/^[ \t]{33,}(?=(?:[-+*>]|\d{1,9}[.)])[ \t])/gm, ' '.repeat(32))
    .replace(/^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){17,}/gm, '');
}

let segmenter: Intl.Segmenter | undefined;

/** A text as the single characters that people see: graphemes, not code points. */
export function splitCharacters(text: string): string[] {
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** The start of a text, at most `most` UTF-16 units, cut between characters as people see them. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  segmenter ??= new Intl.Segmenter();
  // A little beyond the cut, so that the character across it is whole; what is longer is nobody's character.
  let end = 0;
  for (const { index, segment } of segmenter.segment(text.slice(0, most + 64))) {
    if (index + segment.length > most) break;
    end = index + segment.length;
  }
  return (end > 0 ? text.slice(0, end) : text.slice(0, most)).toWellFormed();
}

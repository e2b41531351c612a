const words = new Intl.Segmenter(undefined, { granularity: 'word' });
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The characters of a text as people see them. */
export const graphemesOf = (text: string): string[] =>
  Array.from(graphemes.segment(text), ({ segment }) => segment);

/** Lines of at most this width; a wider word is broken. Finds words also where no spaces are. */
export function breakLines(text: string, width: number, widthOf: (text: string) => number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines = [''];
    for (const word of wordsOf(paragraph)) {
      for (const part of widthOf(word.trimEnd()) > width ? graphemesOf(word) : [word]) {
        const line = lines.at(-1) ?? '';
        if (line && widthOf((line + part).trimEnd()) > width) lines.push(part.trimStart());
        else lines[lines.length - 1] = line + part;
      }
    }
    return lines.map((line) => line.trimEnd());
  });
}

/** What follows a word and is none (a space, a full stop) stays on its line. */
function wordsOf(text: string): string[] {
  const found: string[] = [];
  for (const { segment, isWordLike } of words.segment(text)) {
    if (isWordLike || found.length === 0) found.push(segment);
    else found[found.length - 1] += segment;
  }
  return found;
}

import bidiFactory from 'bidi-js';
import { graphemesOf } from './break-lines';

const bidi = bidiFactory();

export interface Run {
  text: string;
  /** Undefined: our own typeface. */
  face: string | undefined;
}

/** A line in pieces of one font and one direction, in the order they stand from left to right. */
export function orderRuns(line: string, faceOf: (grapheme: string) => string | undefined): Run[] {
  const embedding = bidi.getEmbeddingLevels(line);
  const runs: (Run & { level: number })[] = [];
  let at = 0;
  for (const grapheme of graphemesOf(line)) {
    const level = embedding.levels[at] ?? 0;
    const face = faceOf(grapheme);
    const last = runs.at(-1);
    const text = level % 2 === 1 ? (bidi.getMirroredCharacter(grapheme) ?? grapheme) : grapheme;
    if (last && last.face === face && last.level === level) last.text += text;
    else runs.push({ text, face, level });
    at += grapheme.length;
  }
  // The rule of the standard: from the highest level down, turn what is at least as high.
  for (let level = Math.max(0, ...runs.map((run) => run.level)); level > 0; level -= 1) turn(runs, level);
  return runs.map(({ text, face, level }) => ({
    text: level % 2 === 1 && !face ? reverse(text) : text,
    face,
  }));
}

// A font of letters from the right turns its own runs; ours has none, so what of it stands between them is
// turned here.
const reverse = (text: string) => graphemesOf(text).reverse().join('');

function turn(runs: { level: number }[], level: number): void {
  let start = 0;
  while (start < runs.length) {
    let end = start;
    while ((runs[end]?.level ?? -1) >= level) end += 1;
    runs.splice(start, end - start, ...runs.slice(start, end).reverse());
    start = end + 1;
  }
}

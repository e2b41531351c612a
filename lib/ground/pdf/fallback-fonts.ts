import 'server-only';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { create, type Font } from 'fontkit';
import subsetFont from 'subset-font';

// What our own typeface lacks, in the order in which a character is looked for. Each comes in pieces by
// character, as WOFF2 with a weight axis, under the Open Font License.
const CHAIN = [
  'noto-sans-sc',
  'noto-sans-arabic',
  'noto-sans-hebrew',
  'noto-sans-thai',
  'noto-sans-devanagari',
  'noto-emoji',
];
const FOLDER = join(process.cwd(), 'node_modules/@fontsource-variable');
const WEIGHTS = { body: 400, strong: 600 } as const;

export type FontName = keyof typeof WEIGHTS;

export interface FallbackFonts {
  /** The font of a character as people see it (a grapheme), without weight. Absent: our own, or nobody's. */
  faceOf: Map<string, string>;
  /** To be registered: each face in both weights, cut down to the characters that it is for. */
  fonts: { name: string; bytes: Buffer }[];
}

export const fontNameOf = (face: string, weight: FontName) => `${face} ${weight}`;

/** Fonts for characters that `has` doesn't know. Reads nothing and costs nothing if it knows them all. */
export async function loadFallbackFonts(
  characters: Iterable<string>,
  has: (grapheme: string) => boolean,
): Promise<FallbackFonts> {
  const faceOf = new Map<string, string>();
  for (const character of characters) {
    if (faceOf.has(character) || has(character)) continue;
    const face = await findFace(character);
    if (face) faceOf.set(character, face);
  }
  const fonts: FallbackFonts['fonts'] = [];
  for (const face of new Set(faceOf.values())) {
    const text = [...faceOf.keys()].filter((character) => faceOf.get(character) === face).join('');
    for (const weight of ['body', 'strong'] as const)
      fonts.push({ name: fontNameOf(face, weight), bytes: await cut(face, text, weight) });
  }
  return { faceOf, fonts };
}

/** The piece that holds all of a character (an emoji sequence is one drawing), else how it begins. */
async function findFace(character: string): Promise<string | undefined> {
  const codes = [...character].map((one) => one.codePointAt(0) ?? 0);
  const faces = (await Promise.all(CHAIN.map(loadFaces))).flat();
  const first = codes[0] ?? 0;
  const whole = faces.filter((face) => codes.every((code) => mayHold(face, code)));
  // Ranges are the family's plan; not every character in them was drawn.
  for (const face of [...whole, ...faces.filter((one) => mayHold(one, first))])
    if ((await openFace(face.file)).hasGlyphForCodePoint(first)) return face.file;
  return undefined;
}

const mayHold = ({ ranges }: Face, code: number) => ranges.some(([from, to]) => code >= from && code <= to);

async function openFace(file: string): Promise<Font> {
  return create(await readFile(pathOf(file))) as Font;
}

const pathOf = (file: string) => join(FOLDER, `${file}-wght-normal.woff2`);

interface Face {
  /** Below FOLDER, without the ending that all have. */
  file: string;
  ranges: [from: number, to: number][];
}

const loaded = new Map<string, Promise<Face[]>>();

function loadFaces(family: string): Promise<Face[]> {
  const known = loaded.get(family) ?? readFaces(family);
  loaded.set(family, known);
  return known;
}

async function readFaces(family: string): Promise<Face[]> {
  const ranges: Record<string, string> = JSON.parse(
    await readFile(join(FOLDER, family, 'unicode.json'), 'utf8'),
  );
  return Object.entries(ranges).map(([piece, text]) => ({
    file: `${family}/files/${family}-${piece.replace(/[[\]]/g, '')}`,
    ranges: text.split(',').map((range): [number, number] => {
      const [from = '', to = from] = range.replace(/^U\+/i, '').split('-');
      return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
    }),
  }));
}

async function cut(face: string, text: string, weight: FontName): Promise<Buffer> {
  return subsetFont(await readFile(pathOf(face)), text, {
    targetFormat: 'truetype',
    variationAxes: { wght: WEIGHTS[weight] },
  });
}

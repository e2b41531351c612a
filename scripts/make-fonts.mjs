// The typefaces that every page uses, cut to what pages use: the signs of English text in one file and the
// rest of Latin in another, weights from 400 to 700 (interface: 600), the features that our styles name; and
// Korean for the interface, the signs of its own sentences. Cut from npm packages into app/fonts/made/ when
// something changed; nothing is committed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, 'app/fonts/made');
const messages = join(root, 'lib/core/i18n/messages/ko');

const SERIF = 'node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-opsz-normal.woff2';
const ITALIC =
  'node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-italic.woff2';
const INTER = 'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2';
const PRETENDARD = 'node_modules/pretendard/dist/public/variable/PretendardVariable.ttf';

// app/fonts/fonts.ts spells the same ranges out, as next/font reads literals only.
const LATIN =
  '0000-00FF,0131,0152-0153,02BB-02BC,02C6,02DA,02DC,0304,0308,0329,2000-206F,20AC,2122,2191,2193,2212,2215,FEFF,FFFD';
const ENGLISH =
  '0020-007E,00A0,00A2-00A3,00A9,00AB,00B0,00B7,00BB,00D7,2009-200A,2010-2015,2018-201E,2022,2026,202F,2032-2033,2039-203A,20AC,2212';

// What the header, an article, the way to pay for it and their errors say; the rest of the catalogue comes in
// a second file.
const FIRST = ['articles', 'common', 'error-page', 'errors', 'top-up', 'unlock'];
const KEPT = ['kern', 'liga', 'calt', 'ccmp', 'locl', 'mark', 'mkmk', 'tnum', 'lnum', 'onum', 'pnum'];

const signsOf = (ranges) =>
  ranges.split(',').flatMap((range) => {
    const [from, to = from] = range.split('-').map((digits) => Number.parseInt(digits, 16));
    return Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index));
  });

/** The signs beyond Latin of some texts, each once and in order. */
const koreanOf = (texts) =>
  [...new Set(texts.join(''))].filter((sign) => (sign.codePointAt(0) ?? 0) > 0x2e7f).sort();

const without = (signs, others) => signs.filter((sign) => !others.includes(sign));

const rangeOf = (signs) => signs.map((sign) => `U+${sign.codePointAt(0).toString(16)}`).join(',');

function listCuts() {
  const names = readdirSync(messages).filter((name) => name.endsWith('.json'));
  const read = (name) => readFileSync(join(messages, name), 'utf8');
  const first = koreanOf(names.filter((name) => FIRST.includes(name.replace('.json', ''))).map(read));
  const more = without(koreanOf(names.map(read)), first);
  const [english, latin] = [signsOf(ENGLISH), signsOf(LATIN)];
  const rest = without(latin, english);
  const text = { wght: { min: 400, max: 700 } };
  const ui = { wght: { min: 400, max: 600 } };
  return [
    { name: 'source-serif', from: SERIF, signs: english, axes: text },
    { name: 'source-serif-more', from: SERIF, signs: rest, axes: text },
    { name: 'source-serif-italic', from: ITALIC, signs: english, axes: text },
    { name: 'source-serif-italic-more', from: ITALIC, signs: rest, axes: text },
    { name: 'inter', from: INTER, signs: english, axes: ui },
    { name: 'inter-more', from: INTER, signs: rest, axes: ui },
    // The one word of Korean that English pages hold.
    { name: 'hangul', from: PRETENDARD, signs: [...'국어한'], axes: ui },
    { name: 'korean', from: PRETENDARD, signs: first, axes: ui, family: 'Farthing Korean' },
    { name: 'korean-more', from: PRETENDARD, signs: more, axes: ui, family: 'Farthing Korean' },
  ];
}

/** Writes app/fonts/made/, unless it is up to date. Safe from several processes: files are moved in. */
export async function makeFonts() {
  const cuts = listCuts();
  const hash = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url)));
  hash.update(JSON.stringify(cuts)).update(readFileSync(join(root, 'package.json')));
  const made = hash.digest('hex');
  const stamp = join(target, 'made-from');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === made) return;
  mkdirSync(target, { recursive: true });
  const { default: subsetFont } = await import('subset-font');
  for (const { name, from, signs, axes } of cuts) {
    const font = await subsetFont(readFileSync(join(root, from)), signs.join(''), {
      targetFormat: 'woff2',
      variationAxes: axes,
      keepFeatures: KEPT,
    });
    put(`${name}.woff2`, font);
  }
  put(
    'korean.css',
    cuts
      .filter(({ family }) => family)
      .map(faceOf)
      .join('\n'),
  );
  put('made-from', made);
}

const faceOf = ({ name, family, signs }) => `@font-face {
  font-family: "${family}";
  font-weight: 400 600;
  font-display: swap;
  src: url("./${name}.woff2") format("woff2");
  unicode-range: ${rangeOf(signs)};
}`;

function put(name, content) {
  const draft = join(target, `${name}.${process.pid}`);
  writeFileSync(draft, content);
  renameSync(draft, join(target, name));
}

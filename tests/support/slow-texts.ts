/** Fills `length` characters with a piece over and over. */
const fill = (piece: string, length: number) =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

/** The first lines of a table, then rows. */
function table(columns: number, row: string, length: number): string {
  const line = (cell: string) => `|${`${cell}|`.repeat(columns)}\n`;
  const head = `${line('abc')}${line('---')}`;
  return head + fill(row, length - head.length);
}

/** Pieces that make a parser go back over what it has read, one after the other. */
const REPEATED: Record<string, string> = {
  'stars and underscores': '**a_b*',
  'unequal stars': '*a **b ',
  'stars at both ends': 'a**b c* ',
  underscores: '_a__b_',
  tildes: '~~a~ ',
  'mixed marks': '*_~~[!',
  'list marks': '- - - ',
  numbers: '1. ',
  'quotes and lists': '> - ',
  quotes: '> > > x\n',
  'open links': '[a](',
  'open titles': '[a](b "',
  'open angles': '[a](<b "c" ',
  images: '![a](https://a.b)',
  'open autolinks': '<https://a',
  addresses: 'https://a.b/c ',
  schemes: 'https://',
  'Korean addresses': 'https://a.b/가나다',
  mails: 'a@a.',
  hosts: 'www.',
  entities: '&#1',
  tags: '<a b="',
  comments: '<!--',
  headings: '# a\n',
  underlines: 'a\n=\n',
  fences: '```js\n',
  backslashes: '\\',
  'Korean emphasis': '**가(나)**다',
  'line breaks': 'a  \n',
  tasks: '- [ ] a\n',
  'note marks': '[^a]: ',
  definitions: '[^a]: x\n',
  references: '[a]: b\n',
  emoji: '👩‍👩‍👧‍👦',
  zeros: '\0',
};

const CODE: Record<string, string> = {
  js: '/*a',
  ts: '`${',
  xml: '<a ',
  css: 'a{b:(',
  md: '**a_b*[',
  bash: '$(a "',
  cpp: 'a<b<(',
  perl: 's/a/(q{',
};

/** Texts that are slow to read for parsers of Markdown, about `length` characters each. */
export function slowTexts(length: number): Record<string, string> {
  const half = Math.floor(length / 2);
  return {
    'stars around a letter': `${'*'.repeat(half)}a${'*'.repeat(half)}`,
    'nested lists': Array.from({ length: Math.floor(Math.sqrt(length)) }, (_, i) => `${' '.repeat(i * 2)}- x`)
      .join('\n')
      .slice(0, length),
    brackets: '['.repeat(length),
    'closed brackets': '['.repeat(half) + ']'.repeat(half),
    'nested images': fill('![', half) + fill('](x)', half),
    parentheses: `[a](${'('.repeat(length)}`,
    'an address of parentheses': `https://a.b/${'('.repeat(length)}`,
    'one deep quote': `${'>'.repeat(length)}x`,
    backticks: Array.from({ length: Math.floor(Math.sqrt(2 * length)) }, (_, i) => '`'.repeat(i)).join(' '),
    'a table': table(50, `|${'1|'.repeat(50)}\n`, length),
    'a table without cells': table(400, '|\n', length),
    'a wide table': `${fill('|a', half)}\n${fill('|-', half)}`,
    notes: Array.from({ length: Math.floor(length / 22) }, (_, i) => `[^${i}]\n\n[^${i}]: x${i}`).join(
      '\n\n',
    ),
    'one note for all': `${fill('[^a]', length)}\n\n[^a]: x`,
    'links to references': `${fill('[a]\n', half)}\n${fill('[a]: b\n', half)}`,
    spaces: `${' '.repeat(length)}x`,
    tabs: `${'\t'.repeat(length)}x`,
    lines: '\n'.repeat(length),
    ...Object.fromEntries(Object.entries(REPEATED).map(([name, piece]) => [name, fill(piece, length)])),
    ...Object.fromEntries(
      Object.entries(CODE).map(([language, piece]) => [
        `code in ${language}`,
        `\`\`\`${language}\n${fill(piece, length)}`,
      ]),
    ),
  };
}

/** The pieces alone, to be mixed at random. */
export const SLOW_PIECES = [
  ...Object.values(REPEATED),
  '`',
  '[',
  ']',
  '(',
  ')',
  '|',
  '\n',
  '\n\n',
  '    ',
  '가',
  'a',
  '<!-- more -->\n',
];

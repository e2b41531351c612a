export const FORMATS = ['bold', 'italic', 'heading', 'link', 'quote', 'list', 'image', 'cut'] as const;
export type Format = (typeof FORMATS)[number];

export interface Edit {
  /** The stretch that is replaced … */
  start: number;
  end: number;
  /** … by this. */
  text: string;
  /** What is selected afterwards. */
  selectStart: number;
  selectEnd: number;
}

const CUT_LINE = '<!-- more -->';
const CUT = /^<!--\s*more\s*-->[ \t]*\n?/m;

/** What a toolbar button does to a text with `start` to `end` selected; `words` fill an empty selection. */
export function formatText(
  format: Format,
  value: string,
  start: number,
  end: number,
  words: Record<'text' | 'address' | 'picture', string>,
): Edit {
  switch (format) {
    case 'bold':
      return wrap(value, start, end, '**', words.text);
    case 'italic':
      return wrap(value, start, end, '*', words.text);
    case 'heading':
      return prefixLines(value, start, end, '## ');
    case 'quote':
      return prefixLines(value, start, end, '> ');
    case 'list':
      return prefixLines(value, start, end, '- ');
    case 'link':
      return address(value, start, end, '', words.text, words.address);
    case 'image':
      return address(value, start, end, '!', words.picture, words.address);
    case 'cut':
      return moveCut(value, start);
  }
}

/** Marks on both sides of the selection, or taken away where they are already. */
function wrap(value: string, start: number, end: number, mark: string, word: string): Edit {
  const size = mark.length;
  const around = value.slice(start - size, start) === mark && value.slice(end, end + size) === mark;
  // One star inside two is half of a bold mark, no italic.
  const isOther = mark === '*' && value.slice(start - 2, start) === '**';
  const inner = value.slice(start, end);
  if (around && start >= size && !isOther)
    return {
      start: start - size,
      end: end + size,
      text: inner,
      selectStart: start - size,
      selectEnd: end - size,
    };
  const text = inner || word;
  return {
    start,
    end,
    text: `${mark}${text}${mark}`,
    selectStart: start + size,
    selectEnd: start + size + text.length,
  };
}

/** The mark before each line of the selection, or taken away when all have it. */
function prefixLines(value: string, start: number, end: number, mark: string): Edit {
  const from = value.lastIndexOf('\n', start - 1) + 1;
  const next = value.indexOf('\n', end);
  const to = next === -1 ? value.length : next;
  const lines = value.slice(from, to).split('\n');
  const all = lines.every((line) => line.startsWith(mark));
  const text = lines.map((line) => (all ? line.slice(mark.length) : mark + line)).join('\n');
  return { start: from, end: to, text, selectStart: from + text.length, selectEnd: from + text.length };
}

function address(value: string, start: number, end: number, sign: string, word: string, url: string): Edit {
  const label = value.slice(start, end) || word;
  const text = `${sign}[${label}](${url})`;
  const at = start + sign.length + label.length + 3;
  return { start, end, text, selectStart: at, selectEnd: at + url.length };
}

/** The one cut goes before the line the cursor starts, else after its line; the old one is removed. */
function moveCut(value: string, cursor: number): Edit {
  const old = CUT.exec(value);
  const without = old ? value.slice(0, old.index) + value.slice(old.index + old[0].length) : value;
  const at = old && old.index < cursor ? Math.max(old.index, cursor - old[0].length) : cursor;
  const lineEnd = without.indexOf('\n', at);
  const startsLine = at === 0 || without[at - 1] === '\n';
  const split = startsLine ? at : lineEnd === -1 ? without.length : lineEnd;
  const before = without.slice(0, split).trimEnd();
  const after = without.slice(split).trimStart();
  const head = before ? `${before}\n\n${CUT_LINE}` : CUT_LINE;
  const text = `${head}\n\n${after}`;
  const place = head.length + 2;
  return { start: 0, end: value.length, text, selectStart: place, selectEnd: place };
}

import type { MarkdownIt, StateCore, StateInline } from 'markdown-it';

/** Longer runs of one mark are no emphasis: lines to fill in, drawings, or an attack. */
const MAX_RUN = 16;
/** Between the brackets of one link. */
const MAX_LABEL = 1_000;
/** Emphasis in one paragraph; further marks stay as they are typed. */
const MAX_MARKS = 2_000;
/** Pictures in the description of a picture. */
const MAX_INLINE_DEPTH = 3;

const DELIMITERS = new Set(['*', '_', '~']);

/** What may begin anything but plain text. */
const MARKS = /[\n!#$%&*+\-:<=>@[\\\]^_`{}~]/;

/** Bounds what the inline parser repeats: its time grows with a text's length, not its square. */
export function boundInline(md: MarkdownIt): void {
  md.inline.ruler.before('strikethrough', 'bounded_runs', boundRun);
  md.helpers.parseLinkLabel = findLabelEnd;
  md.core.ruler.at('inline', parseInline);
  const parse = md.inline.parse.bind(md.inline);
  let depth = 0;
  md.inline.parse = (source, self, env, tokens) => {
    if (depth >= MAX_INLINE_DEPTH) return;
    depth += 1;
    try {
      parse(source, self, env, tokens);
    } finally {
      depth -= 1;
    }
  };
}

/** As the parser does it, but for plain words, which make up most cells of large tables. */
function parseInline({ tokens, md, env, Token }: StateCore): void {
  for (const { type, content, children } of tokens) {
    if (type !== 'inline' || !children || !content) continue;
    if (MARKS.test(content)) md.inline.parse(content, md, env, children);
    else children.push(Object.assign(new Token('text', '', 0), { content }));
  }
}

function boundRun(state: StateInline, silent: boolean): boolean {
  const mark = state.src.charAt(state.pos);
  if (!DELIMITERS.has(mark)) return false;
  let end = state.pos + 1;
  while (end < state.posMax && state.src.charAt(end) === mark) end += 1;
  if (end - state.pos <= MAX_RUN && state.delimiters.length < MAX_MARKS) return false;
  if (!silent) state.pending += state.src.slice(state.pos, end);
  state.pos = end;
  return true;
}

/** markdown-it's own search for the bracket that closes a label, given up after `MAX_LABEL` characters. */
function findLabelEnd(state: StateInline, start: number, disableNested = false): number {
  const from = state.pos;
  const max = Math.min(state.posMax, start + MAX_LABEL);
  let end = -1;
  state.pos = start + 1;
  for (let level = 1; state.pos < max; ) {
    const sign = state.src.charAt(state.pos);
    if (sign === ']') {
      level -= 1;
      if (level === 0) {
        end = state.pos;
        break;
      }
    }
    const before = state.pos;
    state.md.inline.skipToken(state);
    if (sign !== '[') continue;
    if (before === state.pos - 1) level += 1;
    else if (disableNested) break;
  }
  state.pos = from;
  return end;
}

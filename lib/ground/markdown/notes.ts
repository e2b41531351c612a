import type { MarkdownIt, StateCore, Token } from 'markdown-it';
import footnote from 'markdown-it-footnote';
import { BACK_SLOT, NOTES_SLOT } from './slots.ts';

interface NoteMeta {
  id: number;
  subId: number;
}

interface Notes {
  list?: { label: string; count: number }[];
}

/** Footnotes: `text[^1]` and, anywhere, `[^1]: the note`. They stand at the end, with ways there and back. */
export function notes(md: MarkdownIt): void {
  md.use(footnote);
  md.inline.ruler.disable('footnote_inline');
  md.core.ruler.at('footnote_tail', gatherNotes);
  md.core.ruler.push('open_notes', dropOpenNotes);
  Object.assign(md.renderer.rules, {
    footnote_ref: (tokens: Token[], i: number) => {
      const { id, subId } = metaOf(tokens[i]);
      const link = `href="#note-fn-${id + 1}" id="note-fnref-${nameOf(id, subId)}"`;
      return `<sup><a ${link} data-footnote-ref="" aria-describedby="footnote-label">${id + 1}</a></sup>`;
    },
    footnote_block_open: () =>
      `<section data-footnotes=""><h2 id="footnote-label">${NOTES_SLOT}</h2>\n<ol>\n`,
    footnote_block_close: () => '</ol>\n</section>\n',
    footnote_open: (tokens: Token[], i: number) => `<li id="note-fn-${metaOf(tokens[i]).id + 1}">\n`,
    footnote_close: () => '</li>\n',
    footnote_anchor: (tokens: Token[], i: number) => {
      const { id, subId } = metaOf(tokens[i]);
      const more = subId > 0 ? `<sup>${subId + 1}</sup>` : '';
      const words = `data-footnote-backref="" aria-label="${BACK_SLOT}"`;
      return ` <a href="#note-fnref-${nameOf(id, subId)}" ${words}>\u21a9${more}</a>`;
    },
  });
}

const metaOf = (token: Token | undefined): NoteMeta => token?.meta as unknown as NoteMeta;
const nameOf = (id: number, subId: number) => `${id + 1}${subId > 0 ? `-${subId + 1}` : ''}`;

/** Takes the notes out and puts those in use at the end, each once, in the order of their marks. */
function gatherNotes(state: StateCore): void {
  const { list = [] } = (state.env?.footnotes ?? {}) as Notes;
  const bodies = new Map<string, Token[]>();
  const open: Token[][] = [];
  state.tokens = state.tokens.filter((token) => {
    if (token.type === 'footnote_reference_open') {
      const body: Token[] = [];
      open.push(body);
      bodies.set(String((token.meta as { label?: string } | null)?.label), body);
      return false;
    }
    if (token.type === 'footnote_reference_close') {
      open.pop();
      return false;
    }
    open.at(-1)?.push(token);
    return open.length === 0;
  });
  if (list.length === 0) return;
  const make = (type: string, nesting: 1 | 0 | -1, meta: NoteMeta | null = null) =>
    Object.assign(new state.Token(type, '', nesting), { meta });
  state.tokens.push(make('footnote_block_open', 1));
  for (const [id, { label, count }] of list.entries()) {
    state.tokens.push(make('footnote_open', 1, { id, subId: 0 }));
    const body = bodies.get(label) ?? [];
    for (const token of body) state.tokens.push(token);
    const last = body.at(-1)?.type === 'paragraph_close' ? state.tokens.pop() : undefined;
    for (let subId = 0; subId < count; subId += 1)
      state.tokens.push(make('footnote_anchor', 0, { id, subId }));
    if (last) state.tokens.push(last);
    state.tokens.push(make('footnote_close', -1));
  }
  state.tokens.push(make('footnote_block_close', -1));
}

/** A teaser may point to a note in the paid part: such a mark is left out, not shown as `[^1]`. */
function dropOpenNotes(state: StateCore): void {
  for (const { children } of state.tokens)
    for (const token of children ?? [])
      if (token.type === 'text') token.content = token.content.replace(/\[\^[^\]\s]{1,60}\]/gu, '');
}

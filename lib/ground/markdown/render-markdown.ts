import markdownIt, { type MarkdownIt } from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';
import { articleRules } from './article-rules.ts';
import { boundInline } from './bound-inline.ts';
import { boundTables } from './bound-tables.ts';
import { isCleanHtml } from './check-html.ts';
import { highlight } from './highlight.ts';
import { limitNesting } from './limit-nesting.ts';
import { linkAddresses } from './link-addresses.ts';
import { notes } from './notes.ts';
import { type Rendering, renderPlain, type Text } from './render-plain.ts';

/** No article is longer; what is, is shown as plain text. */
const MAX_CHARACTERS = 400_000;

/**
 * An article in its two parts, parsed with one set of notes and link targets: what stands in the body serves
 * the teaser too. Whatever the author wrote, no script, raw HTML, foreign scheme or style comes out, and it
 * never throws. Takes time that an author can stretch: call it in the worker only (see render-pool.ts).
 */
export function renderMarkdown({ teaser, body }: Text): Rendering {
  if (teaser.length + body.length > MAX_CHARACTERS) return renderPlain({ teaser, body });
  try {
    const rendering = renderParts(toSource(teaser), toSource(body));
    if (isCleanHtml(rendering.opening) && isCleanHtml(rendering.rest ?? '')) return rendering;
  } catch {
    // Nesting beyond the parser's stack.
  }
  return renderPlain({ teaser, body });
}

const toSource = (text: string) => limitNesting(text.replace(/\r\n?/g, '\n').replaceAll('\0', '\ufffd'));

let kept: MarkdownIt | undefined;

function renderParts(teaser: string, body: string): Rendering {
  kept ??= createParser();
  const env = { body };
  const tokens = kept.parse(teaser, env);
  const cut = tokens.findIndex(({ type }) => type === 'cut');
  const print = (part: typeof tokens) => (kept as MarkdownIt).renderer.render(part, options(), env).trim();
  const rest = body ? print(tokens.slice(cut + 1)) : '';
  return {
    opening: print(tokens.slice(0, cut).concat(body ? [] : tokens.slice(cut + 1))),
    rest: rest || null,
  };
}

const options = () => (kept as MarkdownIt).options;

function createParser(): MarkdownIt {
  const md = markdownIt({ html: false, linkify: false, typographer: false, maxNesting: 100 });
  md.validateLink = (href) => /^(?:https?:|mailto:|[^:/?#]*(?:[/?#]|$))/i.test(href.trim());
  // The parts are cut before they are parsed: no list or open fence reaches from the free part into the paid
  // one.
  md.core.ruler.at('block', (state) => {
    const { body } = state.env as { body: string };
    state.md.block.parse(state.src, state.md, state.env, state.tokens);
    state.tokens.push(new state.Token('cut', '', 0));
    state.md.block.parse(body, state.md, state.env, state.tokens);
  });
  md.use(cjkFriendly)
    .use(notes)
    .use(linkAddresses)
    .use(articleRules)
    .use(highlight)
    .use(boundInline)
    .use(boundTables);
  return md;
}

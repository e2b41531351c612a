import type { MarkdownIt, StateCore, Token } from 'markdown-it';
import { escapeHtml } from '../../core/escape-html.ts';
import { mediaIdOf } from '../../core/media-addresses.ts';
import { readFigureSize } from './read-figure-size.ts';

const OWN_FIGURE = /^\/figures\/[\w-]+\.(svg|png|jpg|webp)$/;
const TASK = /^\[([ xX])\][ \t]/;

/** `Why a bell has no note` → `why-a-bell-has-no-note`, in any script. */
function slugify(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
}

/** How an article differs from plain Markdown: headings with addresses, figures, boxes, wide tables. */
export function articleRules(md: MarkdownIt): void {
  md.core.ruler.push('headings', dressHeadings);
  md.core.ruler.push('pictures', dressPictures);
  md.core.ruler.push('tasks', dressTasks);
  const { rules } = md.renderer;
  rules.image = (tokens, i, options, env, renderer) => {
    const token = tokens[i] as Token;
    return toImage(
      String(token.attrGet('src')),
      renderer.renderInlineAsText(token.children ?? [], options, env),
    );
  };
  rules.link_open = (tokens, i) => toLink(String(tokens[i]?.attrGet('href') ?? ''));
  rules.task_box = (tokens, i) =>
    `<input type="checkbox" disabled=""${tokens[i]?.info === 'done' ? ' checked=""' : ''}> `;
  rules.caption = (tokens, i) => `<figcaption>${escapeHtml(tokens[i]?.content ?? '')}</figcaption>`;
  rules.s_open = () => '<del>';
  rules.s_close = () => '</del>';
  // Wide tables scroll in a box of their own; the box takes the focus so that arrow keys work.
  rules.table_open = () => '<div class="scroll-x" tabindex="0"><table>\n';
  rules.table_close = () => '</table></div>\n';
  for (const cell of ['th', 'td'])
    rules[`${cell}_open`] = (tokens, i) => {
      const side = /^text-align:(left|center|right)$/.exec(String(tokens[i]?.attrGet('style')))?.[1];
      return side ? `<${cell} align="${side}">` : `<${cell}>`;
    };
}

/** Headings start at h2 (the title is the page's h1) and get an address. */
function dressHeadings({ tokens }: StateCore): void {
  const used = new Map<string, number>();
  for (const [i, token] of tokens.entries()) {
    if (token.type !== 'heading_open' && token.type !== 'heading_close') continue;
    token.tag = `h${Math.min(4, Math.max(2, Number(token.tag.slice(1))))}`;
    if (token.type === 'heading_close') continue;
    const words = (tokens[i + 1]?.children ?? []).map(({ content }) => content).join('');
    const slug = slugify(words) || 'section';
    const times = (used.get(slug) ?? 0) + 1;
    used.set(slug, times);
    // The prefix keeps an author's heading from taking an id that the page uses.
    token.attrs = [['id', `s-${slug}${times > 1 ? `-${times}` : ''}`]];
  }
}

function mayLoad(image: Token): boolean {
  const src = String(image.attrGet('src'));
  return OWN_FIGURE.test(src) || src.startsWith('https://') || mediaIdOf(src) !== null;
}

/** Images that may load become figures where they stand alone; all others go. */
function dressPictures(state: StateCore): void {
  const { tokens } = state;
  for (const [i, token] of tokens.entries()) {
    if (token.type !== 'inline' || !token.children) continue;
    token.children = token.children.filter((child) => child.type !== 'image' || mayLoad(child));
    const [only, more] = token.children;
    const [open, close] = [tokens[i - 1], tokens[i + 1]];
    if (only?.type !== 'image' || more || open?.type !== 'paragraph_open' || open.hidden || !close) continue;
    open.tag = 'figure';
    close.tag = 'figure';
    const title = only.attrGet('title');
    if (title)
      token.children.push(Object.assign(new state.Token('caption', '', 0), { content: String(title) }));
  }
}

function toImage(src: string, alt: string): string {
  const id = mediaIdOf(src);
  if (id) return `<img data-media="${id}" alt="${escapeHtml(alt)}">`;
  const { width, height } = OWN_FIGURE.test(src) ? readFigureSize(src) : {};
  const facts = OWN_FIGURE.test(src)
    ? width && height
      ? ` width="${width}" height="${height}"`
      : ''
    : ' referrerpolicy="no-referrer"';
  return `<img src="${escapeHtml(src)}" alt="${escapeHtml(alt)}" loading="lazy" decoding="async"${facts}>`;
}

/** Links outward carry no referrer and no rank; so do those that only look like ours. */
function toLink(href: string): string {
  const outward = /^(?:https?:|[/\\]{2})/i.test(href);
  return `<a href="${escapeHtml(href)}"${outward ? ' rel="nofollow noopener noreferrer"' : ''}>`;
}

/** `- [ ] to do` and `- [x] done`. */
function dressTasks(state: StateCore): void {
  const { tokens } = state;
  for (const [i, token] of tokens.entries()) {
    if (token.type !== 'list_item_open' || tokens[i + 1]?.type !== 'paragraph_open') continue;
    const children = tokens[i + 2]?.children;
    const first = children?.[0];
    const mark = first?.type === 'text' ? TASK.exec(first.content) : null;
    if (!children || !first || !mark) continue;
    first.content = first.content.slice(mark[0].length);
    const info = mark[1] === ' ' ? '' : 'done';
    children.unshift(Object.assign(new state.Token('task_box', '', 0), { info }));
  }
}

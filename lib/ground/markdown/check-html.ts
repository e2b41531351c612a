import { BACK_SLOT, NOTES_SLOT } from './slots.ts';

/** What an article may contain: every element, and every attribute that it may have. */
const ALLOWED: Record<string, readonly string[]> = {
  ...Object.fromEntries(
    [
      ...['p', 'ul', 'blockquote', 'hr', 'br', 'figure', 'figcaption', 'em', 'strong', 'del', 'sup'],
      ...['table', 'thead', 'tbody', 'tr'],
    ].map((tag) => [tag, []]),
  ),
  h2: ['id'],
  h3: ['id'],
  h4: ['id'],
  li: ['id'],
  ol: ['start'],
  section: ['data-footnotes'],
  pre: ['tabindex'],
  code: ['class'],
  span: ['class'],
  div: ['class', 'tabindex'],
  th: ['align'],
  td: ['align'],
  input: ['type', 'disabled', 'checked'],
  a: ['href', 'rel', 'id', 'data-footnote-ref', 'data-footnote-backref', 'aria-label', 'aria-describedby'],
  img: ['src', 'alt', 'width', 'height', 'loading', 'decoding', 'referrerpolicy', 'data-media'],
};

const VALUES: Record<string, RegExp> = {
  href: /^(?:https?:|mailto:|[^:/?#]*(?:[/?#]|$))/i,
  src: /^(?:https:\/\/|\/figures\/[\w-]+\.)/,
  id: /^(?:s-[\p{L}\p{N}-]+|note-fn(?:ref)?-[\d-]+|footnote-label)$/u,
  class: /^(?:scroll-x|(?:hljs |hljs-|language-)[\w -]+)$/,
  tabindex: /^0$/,
};

const TAG = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>/y;
const ATTRIBUTE = / ([a-z-]+)="([^"]*)"/g;

/**
 * The second wall: whether a rendering holds nothing but elements and attributes that articles may have,
 * whatever made it. One pass over the text.
 */
export function isCleanHtml(html: string): boolean {
  const text = html.replaceAll(NOTES_SLOT, '').replaceAll(BACK_SLOT, '');
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
    TAG.lastIndex = at;
    const [, closing, tag = '', attributes = ''] = TAG.exec(text) ?? [];
    const allowed = Object.hasOwn(ALLOWED, tag) ? ALLOWED[tag] : undefined;
    if (!allowed || (closing && attributes)) return false;
    for (const [, name = '', value = ''] of attributes.matchAll(ATTRIBUTE))
      if (!allowed.includes(name) || !(VALUES[name]?.test(value) ?? true)) return false;
  }
  return true;
}

import type { Options } from 'rehype-sanitize';

/** What an article may contain. Raw HTML never gets this far; this is the second wall, and it names every attribute. */
export const sanitizeSchema: Options = {
  tagNames: [
    ...['p', 'h2', 'h3', 'h4', 'ul', 'ol', 'li', 'blockquote', 'hr', 'br', 'pre', 'section'],
    ...['a', 'em', 'strong', 'del', 'code', 'sup', 'img', 'input'],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  attributes: {
    a: ['href', 'id', 'dataFootnoteRef', 'dataFootnoteBackref', 'ariaLabel', 'ariaDescribedBy'],
    img: ['src', 'alt', 'title'],
    code: [['className', /^language-[\w-]{1,30}$/]],
    h2: ['id'],
    h3: ['id'],
    h4: ['id'],
    li: ['id'],
    ol: ['start'],
    section: ['dataFootnotes'],
    input: [['type', 'checkbox'], ['disabled', true], 'checked'],
    th: ['align'],
    td: ['align'],
  },
  protocols: { href: ['http', 'https', 'mailto'], src: ['https'] },
  required: { input: { type: 'checkbox', disabled: true } },
  ancestors: Object.fromEntries(['thead', 'tbody', 'tr', 'th', 'td'].map((tag) => [tag, ['table']])),
  strip: ['script', 'style'],
  // Ids come from our own plugins with prefixes of their own; the author writes none.
  clobber: [],
  clobberPrefix: '',
};

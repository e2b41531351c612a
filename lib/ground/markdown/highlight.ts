import hljs from 'highlight.js/lib/common';
import type { MarkdownIt } from 'markdown-it';
import { escapeHtml } from '../../core/escape-html.ts';

/** Code in colours up to these lengths, of one piece and of a whole text; longer code is shown plain. */
const MAX_PIECE = 10_000;
const MAX_TEXT = 40_000;

/** Code for readers: coloured where its language is known, in a box that scrolls and takes the focus. */
export function highlight(md: MarkdownIt): void {
  md.renderer.rules.code_block = (tokens, i) => box(escapeHtml(tokens[i]?.content ?? ''), '');
  md.renderer.rules.fence = (tokens, i, _options, env) => {
    const { content = '', info = '' } = tokens[i] ?? {};
    const name = /^[\w+#-]{1,30}/.exec(info.trim())?.[0].toLowerCase();
    if (!name || /^[\w+#-]*[^\s\w+#-]/.test(info.trim())) return box(escapeHtml(content), '');
    const room = env as { coloured?: number };
    const coloured = (room.coloured ?? 0) + content.length;
    if (!hljs.getLanguage(name) || content.length > MAX_PIECE || coloured > MAX_TEXT)
      return box(escapeHtml(content), name);
    room.coloured = coloured;
    return box(hljs.highlight(content, { language: name, ignoreIllegals: true }).value, name);
  };
}

function box(code: string, language: string): string {
  const name = language.replace(/[^\w-]/g, '');
  return `<pre tabindex="0"><code${name ? ` class="hljs language-${name}"` : ''}>${code}</code></pre>\n`;
}

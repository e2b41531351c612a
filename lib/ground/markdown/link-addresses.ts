import type { MarkdownIt, StateCore, StateInline, Token } from 'markdown-it';
import { bareAddressEnd } from './bare-address-end.ts';

const SCHEME = /(?<![a-z])https?$/i;
const WWW = '(?<![\\w.-])www\\.(?=[a-z0-9])';
const MAIL = '[\\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\\.){1,8}[a-z]{2,24}(?![\\w-])';

/** Makes links of addresses that stand in the text as they are. */
export function linkAddresses(md: MarkdownIt): void {
  md.inline.ruler.at('linkify', linkScheme);
  md.core.ruler.push('loose_addresses', linkLoose);
}

/** `https://…`, while the text is parsed: the marks inside such an address are no emphasis. */
function linkScheme(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  if (state.linkLevel > 0 || !src.startsWith('://', pos)) return false;
  const scheme = SCHEME.exec(src.slice(Math.max(0, pos - 6), pos))?.[0];
  if (!scheme || !(silent || state.pending.endsWith(scheme))) return false;
  const end = bareAddressEnd(src.slice(0, state.posMax), pos + 3);
  const address = src.slice(pos - scheme.length, end);
  const href = state.md.normalizeLink(address);
  if (end === pos + 3 || !state.md.validateLink(href)) return false;
  if (!silent) {
    state.pending = state.pending.slice(0, -scheme.length);
    state.push('link_open', 'a', 1).attrs = [['href', href]];
    state.push('text', '', 0).content = address;
    state.push('link_close', 'a', -1);
  }
  state.pos = end;
  return true;
}

/** `www.…` and mail addresses, in what is left as plain text. */
function linkLoose(state: StateCore): void {
  for (const { type, children } of state.tokens) {
    if (type !== 'inline' || !children) continue;
    let inLink = 0;
    for (let i = children.length - 1; i >= 0; i -= 1) {
      const token = children[i] as Token;
      if (token.type === 'link_close') inLink += 1;
      else if (token.type === 'link_open') inLink -= 1;
      else if (token.type === 'text' && inLink === 0 && /www\.|@/i.test(token.content)) {
        const parts = splitLoose(state, token);
        if (parts.length > 1) children.splice(i, 1, ...parts);
      }
    }
  }
}

function splitLoose(state: StateCore, token: Token): Token[] {
  const text = token.content;
  const make = (type: string, tag: string, nesting: 1 | 0 | -1, content = '') =>
    Object.assign(new state.Token(type, tag, nesting), { content });
  const parts: Token[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(new RegExp(`${WWW}|${MAIL}`, 'gi'))) {
    if (index < from) continue;
    const isMail = found.includes('@');
    const end = isMail ? index + found.length : bareAddressEnd(text, index + found.length);
    const address = text.slice(index, end);
    const href = state.md.normalizeLink(isMail ? `mailto:${address}` : `http://${address}`);
    if (!state.md.validateLink(href)) continue;
    const open = make('link_open', 'a', 1);
    open.attrs = [['href', href]];
    parts.push(make('text', '', 0, text.slice(from, index)), open, make('text', '', 0, address));
    parts.push(make('link_close', 'a', -1));
    from = end;
  }
  return [...parts, make('text', '', 0, text.slice(from))];
}

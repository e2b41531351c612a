/** No address goes further: spaces, brackets, quotes, and the marks of East Asian text. */
const ENDS =
  /[\s\p{Cc}<>[\]"`|\\\u2018-\u201f\u2026\u3000-\u303f\ufe30-\ufe4f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/u;
const CJK = /[\p{sc=Hangul}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;
/** A word may begin after these, so what follows belongs to the address: /wiki/한국어, ?q=종. */
const JOINS = /[/=_#?&%.+~:@-]/;
/** … unless it is only what Korean hangs on to a noun: https://example.com/에서 */
const PARTICLE =
  /^(?:은|는|이|가|을|를|에|의|와|과|도|만|로|로는|로도|으로|에서|에서는|에서도|에는|에도|에게|까지|부터|보다|처럼|라고|라는|이라고|이라는|이나|나|랑|이랑|입니다|이에요|예요|이다|하고|인데|이며)$/;
const TRAILING = /[?!.,:;*_~'&]/;
const MAX_LENGTH = 2_000;

/**
 * Where an address ends that begins before `from` and stands in running text. Trailing punctuation and a
 * closing bracket that was opened before it do not belong to it, nor do letters that Korean, Japanese or
 * Chinese add without a space.
 */
export function bareAddressEnd(text: string, from: number): number {
  const stretch = text.slice(from, from + MAX_LENGTH);
  const rest = stretch.slice(0, firstEnd(stretch));
  let end = rest.length;
  let open = 0;
  for (const sign of rest) open += sign === '(' ? 1 : sign === ')' ? -1 : 0;
  for (; end > 0; end -= 1) {
    const last = rest.charAt(end - 1);
    if (last === ')' && open < 0) open += 1;
    else if (!TRAILING.test(last)) break;
  }
  return from + end;
}

function firstEnd(rest: string): number {
  let before = '';
  let at = 0;
  for (const sign of rest) {
    if (ENDS.test(sign)) return at;
    if (CJK.test(sign) && before && !CJK.test(before) && before <= '\x7f') {
      const word = /^[\p{L}\p{M}\p{N}]*/u.exec(rest.slice(at, at + 8))?.[0] ?? '';
      if (!JOINS.test(before) || PARTICLE.test(word)) return at;
    }
    before = sign;
    at += sign.length;
  }
  return at;
}

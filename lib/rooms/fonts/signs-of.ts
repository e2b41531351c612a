/** Where scripts begin that our Latin typefaces don't hold: Chinese, Japanese and Korean. */
const FIRST = 0x2e80;
const LAST = 0xffef;

/** The Korean signs of some texts, each once and in order, without those of `others`. */
export function signsOf(texts: string[], others: string[] = []): string {
  const kept = new Set<string>();
  for (const sign of texts.join('')) {
    const code = sign.codePointAt(0) ?? 0;
    if (code >= FIRST && code <= LAST) kept.add(sign);
  }
  for (const sign of others.join('')) kept.delete(sign);
  return [...kept].sort().join('');
}

const CUT = /^<!--\s*more\s*-->\s*$/m;

/** Parts a text at its first `<!-- more -->` line: free before, paid after. Without it all is teaser. */
export function splitTeaser(markdown: string): { teaser: string; body: string } {
  const cut = CUT.exec(markdown);
  if (!cut) return { teaser: markdown.trim(), body: '' };
  return {
    teaser: markdown.slice(0, cut.index).trim(),
    body: markdown.slice(cut.index + cut[0].length).trim(),
  };
}

/** Three lines of the reading measure, about: what the large initial stands beside. */
const INITIAL_CHARACTERS = 180;

/** The class of the free part: a large initial only where the first paragraph is as tall as that. */
export function openingClass(teaser: string): string {
  const first = teaser.split(/\n\s*\n/).find((block) => /^[^#>!|<`\-\s]/.test(block));
  return (first?.length ?? 0) >= INITIAL_CHARACTERS ? 'prose opening' : 'prose';
}

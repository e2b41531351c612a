// The pieces are cached for good, so the address changes with the fonts.
const STYLESHEET = '/fonts/korean/korean.css?v=5.3.1-1.3.9';

/**
 * Declares the whole Korean typefaces in their pieces, for the signs that the page's own cuts lack. It stands behind what it
 * is for, so that text is shown meanwhile: in the head, where React would put it by precedence, it would hold up the page.
 */
export function KoreanFonts() {
  return <link rel="stylesheet" href={STYLESHEET} fetchPriority="low" />;
}

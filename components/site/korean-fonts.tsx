// The pieces are cached for good, so the address changes with the fonts.
const STYLESHEET = '/fonts/korean/korean.css?v=5.3.1-1.3.9';

/** Declares the Korean typefaces. Only pages that show Korean render it; React puts it into the head once. */
export function KoreanFonts() {
  return <link rel="stylesheet" href={STYLESHEET} precedence="fonts" />;
}

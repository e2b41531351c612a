'use client';

import { useEffect } from 'react';

// The pieces are cached for good, so the address changes with the fonts.
const STYLESHEET = '/fonts/korean/korean.css?v=5.3.1-1.3.9';

/**
 * Declares the whole Korean typefaces in their pieces, for the signs that the page's own cuts lack. They come
 * once the page is there, so that they hold nothing up; without script, with the page.
 */
export function KoreanFonts() {
  useEffect(() => {
    if (document.readyState === 'complete') declare();
    else window.addEventListener('load', declare, { once: true });
  }, []);
  return (
    <noscript>
      <link rel="stylesheet" href={STYLESHEET} />
    </noscript>
  );
}

function declare() {
  if (document.querySelector(`head link[href="${STYLESHEET}"]`)) return;
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = STYLESHEET;
  document.head.append(link);
}

import localFont from 'next/font/local';

// The files in made/ are cut by scripts/make-fonts.mjs: the signs of English text, which every page fetches,
// and the rest of Latin, for a page that holds such a letter, as the packages' extended cuts are. The ranges
// are spelled out each time because next/font reads literals only. What stands in meanwhile is in
// app/globals.css, behind all of a family's cuts.

const sourceSerif = localFont({
  src: './made/source-serif.woff2',
  weight: '400 700',
  variable: '--font-source-serif',
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0020-007E,U+00A0,U+00A2-00A3,U+00A9,U+00AB,U+00B0,U+00B7,U+00BB,U+00D7,U+2009-200A,U+2010-2015,U+2018-201E,U+2022,U+2026,U+202F,U+2032-2033,U+2039-203A,U+20AC,U+2212',
    },
  ],
  adjustFontFallback: false,
});

const sourceSerifMore = localFont({
  src: './made/source-serif-more.woff2',
  weight: '400 700',
  variable: '--font-source-serif-more',
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0000-001F,U+007F-009F,U+00A1,U+00A4-00A8,U+00AA,U+00AC-00AF,U+00B1-00B6,U+00B8-00BA,U+00BC-00D6,U+00D8-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-2008,U+200B-200F,U+2016-2017,U+201F-2021,U+2023-2025,U+2027-202E,U+2030-2031,U+2034-2038,U+203B-206F,U+2122,U+2191,U+2193,U+2215,U+FEFF,U+FFFD',
    },
  ],
  preload: false,
  adjustFontFallback: false,
});

// Families of their own, so that an italic is fetched only where a page sets one.
const sourceSerifItalic = localFont({
  src: './made/source-serif-italic.woff2',
  style: 'italic',
  weight: '400 700',
  variable: '--font-source-serif-italic',
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0020-007E,U+00A0,U+00A2-00A3,U+00A9,U+00AB,U+00B0,U+00B7,U+00BB,U+00D7,U+2009-200A,U+2010-2015,U+2018-201E,U+2022,U+2026,U+202F,U+2032-2033,U+2039-203A,U+20AC,U+2212',
    },
  ],
  preload: false,
  adjustFontFallback: false,
});

const sourceSerifItalicMore = localFont({
  src: './made/source-serif-italic-more.woff2',
  style: 'italic',
  weight: '400 700',
  variable: '--font-source-serif-italic-more',
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0000-001F,U+007F-009F,U+00A1,U+00A4-00A8,U+00AA,U+00AC-00AF,U+00B1-00B6,U+00B8-00BA,U+00BC-00D6,U+00D8-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-2008,U+200B-200F,U+2016-2017,U+201F-2021,U+2023-2025,U+2027-202E,U+2030-2031,U+2034-2038,U+203B-206F,U+2122,U+2191,U+2193,U+2215,U+FEFF,U+FFFD',
    },
  ],
  preload: false,
  adjustFontFallback: false,
});

const sourceSerifExt = localFont({
  src: [
    {
      path: '../../node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-ext-wght-normal.woff2',
      style: 'normal',
      weight: '200 900',
    },
  ],
  variable: '--font-source-serif-ext',
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF',
    },
  ],
  preload: false,
  adjustFontFallback: false,
});

const inter = localFont({
  src: './made/inter.woff2',
  weight: '400 600',
  variable: '--font-inter',
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0020-007E,U+00A0,U+00A2-00A3,U+00A9,U+00AB,U+00B0,U+00B7,U+00BB,U+00D7,U+2009-200A,U+2010-2015,U+2018-201E,U+2022,U+2026,U+202F,U+2032-2033,U+2039-203A,U+20AC,U+2212',
    },
  ],
  adjustFontFallback: false,
});

const interMore = localFont({
  src: './made/inter-more.woff2',
  weight: '400 600',
  variable: '--font-inter-more',
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0000-001F,U+007F-009F,U+00A1,U+00A4-00A8,U+00AA,U+00AC-00AF,U+00B1-00B6,U+00B8-00BA,U+00BC-00D6,U+00D8-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-2008,U+200B-200F,U+2016-2017,U+201F-2021,U+2023-2025,U+2027-202E,U+2030-2031,U+2034-2038,U+203B-206F,U+2122,U+2191,U+2193,U+2215,U+FEFF,U+FFFD',
    },
  ],
  preload: false,
  adjustFontFallback: false,
});

const interExt = localFont({
  src: '../../node_modules/@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2',
  weight: '100 900',
  variable: '--font-inter-ext',
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF',
    },
  ],
  preload: false,
  adjustFontFallback: false,
});

/** The classes that define the font variables; app/globals.css builds its stacks on them. */
export const fontVariables = [
  ...[sourceSerif, sourceSerifMore, sourceSerifItalic, sourceSerifItalicMore, sourceSerifExt],
  ...[inter, interMore, interExt],
]
  .map((font) => font.variable)
  .join(' ');

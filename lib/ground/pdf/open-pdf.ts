import 'server-only';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { graphemesOf } from './break-lines';
import type { FontName } from './fallback-fonts';
import type { Paper } from './paper';

export type Pdf = Paper;

export const COLOURS = {
  ink: '#1d1a16',
  soft: '#4b453c',
  faint: '#6c6457',
  line: '#e2dacb',
  copper: '#94481a',
};
export const MARGIN = 56;
/** Where the text of a page ends; the page's number stands below. */
const BOTTOM = 72;

// Latin and Hangul in one family, under the Open Font License; PDFKit embeds the glyphs that are used. What
// it lacks comes from other families (fallback-fonts.ts).
const FOLDER = join(process.cwd(), 'node_modules/pretendard/dist/public/static/alternative');
const FILES: Record<FontName, string> = { body: 'Pretendard-Regular.ttf', strong: 'Pretendard-SemiBold.ttf' };

let loaded: Promise<[FontName, Buffer][]> | undefined;

/** Both fonts, read once per process. */
function loadFonts(): Promise<[FontName, Buffer][]> {
  loaded ??= Promise.all(
    Object.entries(FILES).map(
      async ([name, file]): Promise<[FontName, Buffer]> => [
        name as FontName,
        await readFile(join(FOLDER, file)),
      ],
    ),
  ).catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

/** An empty A4 document with fonts for what `shows` holds. Pages stay open, for their number. */
export async function openPdf(options: { title: string; language: string; shows: unknown }): Promise<Pdf> {
  const { title, language, shows } = options;
  // PDFKit and the tools for type are loaded when the first document is drawn.
  const [fonts, { Paper }, { loadFallbackFonts }] = await Promise.all([
    loadFonts(),
    import('./paper'),
    import('./fallback-fonts'),
  ]);
  const pdf = new Paper({
    size: 'A4',
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: BOTTOM },
    bufferPages: true,
    // No standard font: PDFKit would look for its metrics in its own folder, which a bundle does not have.
    font: '',
    lang: language,
    displayTitle: true,
    info: { Title: title, Author: 'Farthing', Creator: 'Farthing' },
  });
  for (const [name, buffer] of fonts) pdf.registerFont(name, buffer);
  pdf.font('body').fontSize(9).fillColor(COLOURS.ink);
  pdf.addFallback(await loadFallbackFonts(charactersOf(shows), (one) => pdf.has(one)));
  return pdf;
}

/** Every character of every text in a value. */
function charactersOf(value: unknown): Set<string> {
  const text = JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? null : one)) ?? '';
  return new Set(graphemesOf(text));
}

export function widthOf(pdf: Pdf): number {
  return pdf.page.width - 2 * MARGIN;
}

/** What is left of the page below the cursor. */
export function roomBelow(pdf: Pdf): number {
  return pdf.page.height - BOTTOM - pdf.y;
}

export function drawRule(pdf: Pdf, y: number, colour = COLOURS.line): void {
  pdf
    .moveTo(MARGIN, y)
    .lineTo(MARGIN + widthOf(pdf), y)
    .lineWidth(0.5)
    .strokeColor(colour)
    .stroke();
}

/** Writes a line at the foot of each page. */
export function numberPages(
  pdf: Pdf,
  textOf: (page: number, pages: number) => [left: string, right: string],
): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    pdf.switchToPage(start + index);
    // Below the margin PDFKit would begin another page.
    pdf.page.margins.bottom = 0;
    const [left, right] = textOf(index + 1, count);
    const y = pdf.page.height - 44;
    const options = { width: widthOf(pdf), lineBreak: false };
    pdf.font('body').fontSize(8).fillColor(COLOURS.faint);
    pdf.text(left, MARGIN, y, options);
    pdf.text(right, MARGIN, y, { ...options, align: 'right' });
  }
}

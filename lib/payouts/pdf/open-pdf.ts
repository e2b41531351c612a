import 'server-only';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import PDFDocument from 'pdfkit';

export type Pdf = PDFKit.PDFDocument;

export const COLOURS = {
  ink: '#1d1a16',
  soft: '#4b453c',
  faint: '#6c6457',
  line: '#e2dacb',
  copper: '#94481a',
};
export const MARGIN = 56;
/** Where the text of a page ends; the page's number stands below. */
export const BOTTOM = 72;

// Latin and Hangul in one family, under the Open Font License; PDFKit embeds the glyphs that are used.
const FOLDER = join(process.cwd(), 'node_modules/pretendard/dist/public/static/alternative');
const FILES = { body: 'Pretendard-Regular.ttf', strong: 'Pretendard-SemiBold.ttf' } as const;

export type FontName = keyof typeof FILES;

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

/** An empty A4 document in our type. Its pages are kept until the end, so that each can say how many there are. */
export async function openPdf({ title, language }: { title: string; language: string }): Promise<Pdf> {
  const fonts = await loadFonts();
  const pdf = new PDFDocument({
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
  return pdf;
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

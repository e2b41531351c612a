import 'server-only';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { toDecimalString } from '@/lib/core/money';
import type { FontName } from './fallback-fonts';
import { COLOURS, drawRule, MARGIN, type Pdf, roomBelow, widthOf } from './open-pdf';

export interface Column {
  title: string;
  /** Share of the width. */
  share: number;
  /** Set for figures: aligned at the right. */
  isFigure?: boolean;
}

/** Text, or an amount that lines up with the others of its column at the decimal point. */
export type Cell = string | { text: string; micros: bigint; currency: string };

export interface Row {
  cells: Cell[];
  /** A second line under the first cell. */
  note?: string;
  strong?: boolean;
}

const SIZE = 9;
const NOTE_SIZE = 8;
const GAP = 12;
const PAD = 5;
const ROWS_PER_TURN = 10;
// One width for all digits, so that columns of figures can be compared.
const FIGURES: PDFKit.Mixins.TextOptions = { features: ['tnum'] };

const decimalsOf = ({ micros, currency }: { micros: bigint; currency: string }) =>
  toDecimalString(micros, currency).split('.')[1]?.length ?? 0;

/** A table over as many pages as it needs, with its head on each; long ones let others have a turn. */
export async function drawTable(pdf: Pdf, columns: Column[], rows: Row[]): Promise<void> {
  const boxes = layOut(pdf, columns);
  const finest = columns.map((_, index) => Math.max(0, ...rows.map(({ cells }) => decimalsIn(cells[index]))));
  drawHead(pdf, columns, boxes);
  for (const [index, row] of rows.entries()) {
    if (index % ROWS_PER_TURN === 0) await nextTurn();
    const height = heightOf(pdf, row, boxes);
    if (roomBelow(pdf) < height) {
      pdf.addPage();
      drawHead(pdf, columns, boxes);
    }
    drawRow(pdf, row, { columns, boxes, finest, height });
  }
}

const decimalsIn = (cell: Cell | undefined) =>
  cell === undefined || typeof cell === 'string' ? 0 : decimalsOf(cell);

interface Box {
  x: number;
  width: number;
}

function layOut(pdf: Pdf, columns: Column[]): Box[] {
  const whole = columns.reduce((sum, { share }) => sum + share, 0);
  const room = widthOf(pdf) - GAP * (columns.length - 1);
  let x = MARGIN;
  return columns.map(({ share }) => {
    const box = { x, width: (room * share) / whole };
    x += box.width + GAP;
    return box;
  });
}

function drawHead(pdf: Pdf, columns: Column[], boxes: Box[]): void {
  const y = pdf.y;
  pdf.font('body').fontSize(NOTE_SIZE).fillColor(COLOURS.faint);
  const heights = columns.map(({ title }, index) =>
    pdf.heightOfString(title, { width: boxes[index]?.width }),
  );
  const height = Math.max(...heights);
  columns.forEach(({ title, isFigure }, index) => {
    const box = boxes[index];
    if (!box) return;
    const top = y + height - (heights[index] ?? 0);
    pdf.text(title, box.x, top, { width: box.width, align: isFigure ? 'right' : 'left' });
  });
  pdf.y = y + height + 4;
  drawRule(pdf, pdf.y, COLOURS.faint);
}

const widths = new Map<string, number>();

/** Measured by the character, each once: shaping a text costs more than all else here. */
function widthOfFigures(pdf: Pdf, text: string, font: FontName): number {
  let width = 0;
  for (const character of text) {
    const key = `${font}${character}`;
    const known = widths.get(key) ?? pdf.widthOfString(character, FIGURES);
    widths.set(key, known);
    width += known;
  }
  return width;
}

const fontOf = ({ strong }: Row): FontName => (strong ? 'strong' : 'body');

function heightOf(pdf: Pdf, row: Row, boxes: Box[]): number {
  const width = boxes[0]?.width;
  const [first] = row.cells;
  pdf.font(fontOf(row)).fontSize(SIZE);
  let height = pdf.heightOfString(typeof first === 'string' ? first : (first?.text ?? ''), { width });
  if (row.note) height += pdf.font('body').fontSize(NOTE_SIZE).heightOfString(row.note, { width });
  return height + 2 * PAD;
}

interface Frame {
  columns: Column[];
  boxes: Box[];
  finest: number[];
  height: number;
}

function drawRow(pdf: Pdf, row: Row, { columns, boxes, finest, height }: Frame): void {
  const top = pdf.y;
  row.cells.forEach((cell, index) => {
    const box = boxes[index];
    if (!box) return;
    pdf.font(fontOf(row)).fontSize(SIZE).fillColor(COLOURS.ink);
    const text = typeof cell === 'string' ? cell : cell.text;
    if (!columns[index]?.isFigure) {
      pdf.text(text, box.x, top + PAD, { width: box.width });
      return;
    }
    // What an amount lacks in decimals is left free, so that the points stand in line.
    const lacks = (finest[index] ?? 0) - decimalsIn(cell);
    const filler =
      typeof cell === 'string'
        ? ''
        : `${lacks === finest[index] && lacks > 0 ? '.' : ''}${'0'.repeat(lacks)}`;
    const x = box.x + box.width - widthOfFigures(pdf, `${text}${filler}`, fontOf(row));
    pdf.text(text, x, top + PAD, { lineBreak: false, ...FIGURES });
  });
  if (row.note) {
    pdf.font(fontOf(row)).fontSize(SIZE);
    const [first] = row.cells;
    const below = pdf.heightOfString(typeof first === 'string' ? first : '', { width: boxes[0]?.width });
    pdf.font('body').fontSize(NOTE_SIZE).fillColor(COLOURS.faint);
    pdf.text(row.note, MARGIN, top + PAD + below, { width: boxes[0]?.width });
  }
  pdf.y = top + height;
  drawRule(pdf, pdf.y);
}

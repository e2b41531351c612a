import PDFDocument from 'pdfkit';
import { breakLines, graphemesOf } from './break-lines';
import { type FallbackFonts, type FontName, fontNameOf } from './fallback-fonts';
import { orderRuns } from './order-runs';

type Options = PDFKit.Mixins.TextOptions;

// What PDFKit keeps of the font in use, and does not publish.
interface Inside {
  _font: { ascender: number; font: { hasGlyphForCodePoint: (code: number) => boolean } };
  _fontSize: number;
}

// Joiners, marks of direction, variants: they shape what is beside them and are never drawn.
const UNSEEN = /^[\p{Default_Ignorable_Code_Point}\p{Cc}]$/u;

/** A document that draws each character in a font that has it, and right-to-left text from the right. */
export class Paper extends PDFDocument {
  #name: FontName = 'body';
  #fallback: FallbackFonts | null = null;

  /** Whether our own typeface, in use now, draws this character. */
  has(grapheme: string): boolean {
    const { font } = this.#inside()._font;
    return [...grapheme].every(
      (one) => UNSEEN.test(one) || font.hasGlyphForCodePoint(one.codePointAt(0) ?? 0),
    );
  }

  addFallback(fallback: FallbackFonts): void {
    for (const { name, bytes } of fallback.fonts) this.registerFont(name, bytes);
    this.#fallback = fallback;
  }

  override font(name: FontName): this {
    this.#name = name;
    return super.font(name);
  }

  override text(text: string, x?: number | Options, y?: number, options?: Options): this {
    const given = typeof x === 'object' ? x : (options ?? {});
    const left = typeof x === 'number' ? x : undefined;
    if (!this.#isMixed(text)) return super.text(text, left, y, given);
    return this.#draw(text, left ?? this.x, y ?? this.y, given);
  }

  override heightOfString(text: string, options?: Options): number {
    if (!this.#isMixed(text)) return super.heightOfString(text, options);
    return this.#linesOf(text, options?.width ?? this.#room(this.x)).length * this.currentLineHeight(true);
  }

  #inside(): Inside {
    return this as unknown as Inside;
  }

  #isMixed(text: string): boolean {
    const faceOf = this.#fallback?.faceOf;
    return faceOf !== undefined && faceOf.size > 0 && graphemesOf(text).some((one) => faceOf.has(one));
  }

  #room(x: number): number {
    return this.page.width - x - this.page.margins.right;
  }

  #runsOf(line: string) {
    return orderRuns(line, (grapheme) => this.#fallback?.faceOf.get(grapheme));
  }

  #linesOf(text: string, width: number): string[] {
    return breakLines(text, width, (part) => this.#widthOf(part));
  }

  /** Runs `work` in the font of a run, and comes back to our own. */
  #inFont<T>(face: string | undefined, work: () => T): T {
    if (face === undefined) return work();
    super.font(fontNameOf(face, this.#name));
    const result = work();
    super.font(this.#name);
    return result;
  }

  // With a list of features, though empty, PDFKit shapes a run as a whole; else word by word, from the left.
  #widthOf(line: string): number {
    return this.#runsOf(line).reduce(
      (sum, { text, face }) => sum + this.#inFont(face, () => super.widthOfString(text, { features: [] })),
      0,
    );
  }

  #draw(text: string, x: number, y: number, options: Options): this {
    const { _font, _fontSize } = this.#inside();
    const baseline = y + (_font.ascender / 1000) * _fontSize;
    const width = options.width ?? this.#room(x);
    const lines = options.lineBreak === false ? [text] : this.#linesOf(text, width);
    const lineHeight = this.currentLineHeight(true);
    lines.forEach((line, index) => {
      let at = options.align === 'right' ? x + width - this.#widthOf(line) : x;
      for (const { text: part, face } of this.#runsOf(line))
        this.#inFont(face, () => {
          super.text(part, at, baseline + index * lineHeight, {
            lineBreak: false,
            features: [],
            baseline: 'alphabetic',
          });
          at += super.widthOfString(part, { features: [] });
        });
    });
    this.x = x;
    this.y = options.lineBreak === false ? y : y + lines.length * lineHeight;
    return this;
  }
}

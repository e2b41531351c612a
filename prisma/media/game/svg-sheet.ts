interface Sheet {
  width: number;
  height: number;
  /** `mm` for what is printed; without it, pixels. */
  unit?: 'mm' | '';
  content: string;
}

/** A whole SVG file. */
export function svgSheet({ width, height, unit = '', content }: Sheet): string {
  const size = `width="${width}${unit}" height="${height}${unit}" viewBox="0 0 ${width} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${content}</svg>\n`;
}

/** A line through these commands of an SVG path. */
export function stroke(path: string, { color, width }: { color: string; width: number }): string {
  return `<path d="${path}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round"/>`;
}

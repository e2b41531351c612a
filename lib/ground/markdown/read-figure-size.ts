import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const known = new Map<string, { width?: number; height?: number }>();

/** Width and height of our own drawing, so the page keeps its place while it loads. Empty if unknown. */
export function readFigureSize(src: string): { width?: number; height?: number } {
  const before = known.get(src);
  if (before) return before;
  const size = src.endsWith('.svg') ? readSvgSize(src) : {};
  known.set(src, size);
  return size;
}

function readSvgSize(src: string): { width?: number; height?: number } {
  try {
    const svg = readFileSync(join(process.cwd(), 'public', src), 'utf8').slice(0, 500);
    const box = /viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"/.exec(svg);
    return box ? { width: Number(box[1]), height: Number(box[2]) } : {};
  } catch {
    return {};
  }
}

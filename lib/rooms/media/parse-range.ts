import { parse } from 'range-parser';
import type { ByteRange } from './store/media-store';

// As range-parser counts them.
const READ = 0;
const UNSATISFIABLE = 2;

/** The range asked for. 'whole': none, several or nonsense. 'unsatisfiable': beyond the end. */
export function parseRange(header: string | null, totalBytes: number): ByteRange | 'whole' | 'unsatisfiable' {
  const { code, type, ranges } = parse(totalBytes, header ?? '');
  if (type !== 'bytes' || ranges.length > 1) return 'whole';
  if (code === UNSATISFIABLE) return 'unsatisfiable';
  return (code === READ && ranges[0]) || 'whole';
}

import { parse } from 'range-parser';
import type { ByteRange } from './store/media-store';

// As range-parser counts them.
const READ = 0;
const UNSATISFIABLE = 2;

/**
 * The one range that a Range header asks for. 'whole': no range, several, or one that cannot be read, which
 * HTTP lets a server answer with everything. 'unsatisfiable': it lies beyond the end.
 */
export function parseRange(header: string | null, totalBytes: number): ByteRange | 'whole' | 'unsatisfiable' {
  const { code, type, ranges } = parse(totalBytes, header ?? '');
  if (type !== 'bytes' || ranges.length > 1) return 'whole';
  if (code === UNSATISFIABLE) return 'unsatisfiable';
  return (code === READ && ranges[0]) || 'whole';
}

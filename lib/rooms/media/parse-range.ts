import type { ByteRange } from './store/media-store';

/**
 * The one range that a Range header asks for. 'whole': no range, several, or one that cannot be read, which HTTP lets a server
 * answer with everything. 'unsatisfiable': it lies beyond the end.
 */
export function parseRange(header: string | null, totalBytes: number): ByteRange | 'whole' | 'unsatisfiable' {
  const match = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/i.exec(header ?? '');
  if (!match) return 'whole';
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return 'whole';
  if (first === '') {
    const suffix = Number(last);
    if (suffix === 0 || totalBytes === 0) return 'unsatisfiable';
    return { start: Math.max(0, totalBytes - suffix), end: totalBytes - 1 };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return 'whole';
  if (start >= totalBytes) return 'unsatisfiable';
  return { start, end: last === '' ? totalBytes - 1 : Math.min(Number(last), totalBytes - 1) };
}

import { DomainError } from '@/lib/core/errors';

/** The length of an upload, known and bounded before a byte is read. Throws `file_unsuitable`. */
export function requireLength(request: Request, maxBytes: number): number {
  const length = request.headers.get('content-length');
  if (length === null || !/^\d{1,12}$/.test(length) || Number(length) > maxBytes)
    throw new DomainError('file_unsuitable');
  return Number(length);
}

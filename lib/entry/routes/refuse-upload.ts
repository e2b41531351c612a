import { env } from '@/lib/core/env';
import { DomainError } from '@/lib/core/errors';

/**
 * Uploads go to route handlers, which have none of the defences of an action: only a page of this site may send one, and
 * its size is known and bounded before a byte is read. Throws `not_found`, `file_unsuitable`.
 */
export function refuseUpload(request: Request, maxBytes: number): void {
  if (request.headers.get('origin') !== new URL(env.NEXTAUTH_URL).origin) throw new DomainError('not_found');
  const length = request.headers.get('content-length');
  if (length === null || !/^\d{1,12}$/.test(length) || Number(length) > maxBytes)
    throw new DomainError('file_unsuitable');
}

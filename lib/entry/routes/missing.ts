import { DomainError } from '@/lib/core/errors';

/** For `find() ?? missing()`: there is no such thing, or not for this person. */
export function missing(): never {
  throw new DomainError('not_found');
}

import { DomainError } from './errors.ts';
import { isPassingFault } from './is-passing-fault.ts';

/** What an action or a route answers to an error: a DomainError as it is, `busy` for a fault that passes, else `internal`. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  return new DomainError(isPassingFault(error) ? 'busy' : 'internal', { cause: error });
}

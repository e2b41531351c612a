import { DomainError } from './errors.ts';
import { isPassingFault } from './is-passing-fault.ts';
import { fromSqlState } from './sql-states.ts';

/** What an error is answered with: its DomainError, `busy` for a fault that passes, else `internal`. */
export function toDomainError(error: unknown): DomainError {
  const known = fromSqlState(error);
  if (known instanceof DomainError) return known;
  return new DomainError(isPassingFault(error) ? 'busy' : 'internal', { cause: error });
}

import { DomainError } from './errors.ts';
import { isPassingFault } from './is-passing-fault.ts';
import { fromSqlState } from './sql-states.ts';

/**
 * What an action or a route answers to an error: a DomainError as it is or as the database raised it, `busy`
 * for a fault that passes, else `internal`.
 */
export function toDomainError(error: unknown): DomainError {
  const known = fromSqlState(error);
  if (known instanceof DomainError) return known;
  return new DomainError(isPassingFault(error) ? 'busy' : 'internal', { cause: error });
}

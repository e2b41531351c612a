import 'server-only';
import { DomainError } from '@/lib/core/errors';

/** Every way in which a processor fails. */
export type ProcessorFault =
  /**
   * It is down, slow, limits us or refuses our key. Whether it did the work is known only by asking again.
   */
  | 'unreachable'
  /** It answers with a failure of its own that it keeps for this idempotency key. */
  | 'stored_failure'
  /** The idempotency key belongs to a request with other parameters. */
  | 'key_differs'
  /** A request with the same idempotency key runs right now. */
  | 'key_in_use'
  /** A card was refused. */
  | 'declined'
  /** It has nothing of the reference that we gave. */
  | 'missing'
  /** It refuses this very call, and will again. */
  | 'refused'
  /** It refuses for a reason that passes, such as a conflict. */
  | 'passing';

/**
 * What a processor's functions throw. The message and the code are the processor's own; `cause` is its
 * client's error.
 */
export class ProcessorError extends Error {
  readonly fault: ProcessorFault;
  /** As the processor names the reason. */
  readonly code: string | null;

  constructor(fault: ProcessorFault, code: string | null, cause: Error) {
    super(cause.message, { cause });
    this.name = 'ProcessorError';
    this.fault = fault;
    this.code = code;
  }
}

/** By the name, not the class: one process may hold several copies of this module. */
function hasFault(error: unknown, faults: readonly ProcessorFault[]): error is ProcessorError {
  return (
    error instanceof Error &&
    error.name === 'ProcessorError' &&
    faults.includes((error as ProcessorError).fault)
  );
}

/**
 * The processor refuses this very call however often it is asked: nothing passes by waiting. A limit, a
 * conflict with a call that runs now, and a key that the operator can put right do pass.
 */
export function isPermanent(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isPermanent);
  return hasFault(error, ['declined', 'missing', 'refused']);
}

/** The processor did not do it, and never will. */
export function isRefused(error: unknown): error is ProcessorError {
  return hasFault(error, ['missing', 'refused']);
}

/** The processor has nothing of this reference: other keys, or a sandbox made again. */
export function isMissing(error: unknown): boolean {
  return hasFault(error, ['missing']);
}

export function isInProgress(error: unknown): boolean {
  return hasFault(error, ['key_in_use']);
}

/**
 * The answer stays the same as long as the processor remembers the key, and is of no use. Only another key
 * can go on.
 */
export function isKeyUsedUp(error: unknown): boolean {
  return hasFault(error, ['stored_failure', 'key_differs']);
}

/**
 * Turns a processor that cannot be asked into `payment_unavailable`; every other error is returned as it is.
 */
export function toDomainError(error: unknown): unknown {
  return hasFault(error, ['unreachable', 'stored_failure'])
    ? new DomainError('payment_unavailable', { cause: error })
    : error;
}

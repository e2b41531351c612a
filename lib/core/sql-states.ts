import { DomainError, type ErrorCode } from './errors.ts';

/**
 * What the functions and triggers of the database raise (`lib/**\/sql`), and what it means to the person who
 * asked. Standard SQL leaves classes that begin with I to Z to the product; ours is ZF. `internal`: no input
 * of a person leads there, so our own code is at fault.
 */
export const SQL_STATES = {
  /** What was written stays as it is. */
  ZF001: 'internal',
  /** Rows that do not belong together. */
  ZF002: 'internal',
  /** Posted before with other accounts or another amount. */
  ZF003: 'internal',
  /** No such wallet or account. */
  ZF004: 'not_found',
  /** No such step of a payout. */
  ZF005: 'internal',
  /** Needs a transaction that is read committed. */
  ZF006: 'internal',
  /** A refund of an unlock that is not rolled up yet. */
  ZF007: 'internal',
  /** The item was sold, so it stays. */
  ZF010: 'wrong_state',
  /** The handle is taken, or looks like one that is. */
  ZF011: 'invalid_input',
  ZF012: 'last_owner',
  /** Their role does not allow it. */
  ZF020: 'above_own_role',
  /** Another admin has to agree. */
  ZF021: 'second_admin_needed',
  ZF022: 'own_account',
  /** It is decided already, or not a request any more. */
  ZF023: 'wrong_state',
  /** Money moves without a decision that says so, or the other way round. */
  ZF024: 'internal',
  ZF025: 'request_expired',
  ZF026: 'attachment_needed',
  /** The batch of gifts has no such step. */
  ZF027: 'wrong_state',
  /** The batch of gifts says the same as an earlier one. */
  ZF028: 'wrong_state',
  /** More than was paid and not given back. */
  ZF030: 'wrong_state',
} as const satisfies Record<string, ErrorCode>;

export type SqlState = keyof typeof SQL_STATES;

const DEPTH = 6;

/** Which of our SQLSTATEs an error carries, reported by the driver or by Prisma; null for none. */
export function sqlStateOf(error: unknown, depth = 0): SqlState | null {
  if (typeof error !== 'object' || error === null || depth > DEPTH) return null;
  const { code, originalCode, cause, meta } = error as Record<string, unknown>;
  for (const state of [code, originalCode])
    if (typeof state === 'string' && Object.hasOwn(SQL_STATES, state)) return state as SqlState;
  const below = (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError;
  return sqlStateOf(below, depth + 1) ?? sqlStateOf(cause, depth + 1);
}

/** The DomainError that a state of ours means to a person; any other error as it is. */
export function fromSqlState(error: unknown): unknown {
  const state = sqlStateOf(error);
  const code = state && SQL_STATES[state];
  return code && code !== 'internal' ? new DomainError(code, { cause: error }) : error;
}

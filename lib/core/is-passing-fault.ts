/**
 * States of PostgreSQL that pass without our doing: 08 connection, 40 conflicts of transactions, 53 want of
 * memory, disk or connections, 57 shut down, cancelled or crashed, 58 the system below, 25P02–25P04 a
 * transaction that was ended, 25006 read only after a fail-over, 55P03 a lock that is taken.
 */
const STATE = /^(08|40|53|57|58)[0-9A-Z]{3}$|^25P0[2-4]$|^25006$|^55P03$/;
/** Prisma's codes: unreachable, timed out, closed, transaction not started or out of time, conflict. */
const PRISMA = /^P(1001|1002|1008|1017|1018|2024|2028|2034|2037)$/;
const SOCKET = /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN)$/;
/** What the driver says in words alone. */
const WORDS = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'Client has encountered a connection error',
  'Client was closed',
  'after calling end on the pool',
];
const DEPTH = 6;

/**
 * Whether an error says that a server behind us, the database above all, could not do the work just now: it
 * cannot be reached, is short of something, or another transaction was in the way. Asking again may well
 * succeed. Told by codes and words, never by class: one process may hold several copies of a class.
 */
export function isPassingFault(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > DEPTH) return false;
  const { code, originalCode, message, cause, meta, errors } = error as Record<string, unknown>;
  if ([code, originalCode].some(isPassingCode)) return true;
  if (typeof message === 'string' && WORDS.some((words) => message.includes(words))) return true;
  const below = [cause, (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError];
  if (Array.isArray(errors)) below.push(...errors);
  return below.some((one) => isPassingFault(one, depth + 1));
}

function isPassingCode(code: unknown): boolean {
  return typeof code === 'string' && (STATE.test(code) || PRISMA.test(code) || SOCKET.test(code));
}

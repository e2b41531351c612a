/**
 * What a failed statement means for those who wait for it.
 * - `lost`: the connection broke or the server is going down; whether the transaction committed is not known.
 * - `conflict`: rolled back because of another transaction; the same call may well succeed now.
 * - `exhausted`: rolled back for want of disk, memory or connections; trying harder makes it worse.
 * - `refused`: rolled back because of the data of some request.
 * - `broken`: rolled back because of the statement itself; no request will fare better.
 */
export type DatabaseFailure = 'lost' | 'conflict' | 'exhausted' | 'refused' | 'broken';

const CONFLICTS = new Set(['40001', '40P01', '55P03', '23505']);

export function classifyDatabaseError(error: unknown): DatabaseFailure {
  const code = stateOf(error);
  if (code === null) return 'lost';
  if (CONFLICTS.has(code)) return 'conflict';
  const errorClass = code.slice(0, 2);
  // 57P0x: shut down or crashed; 08: connection; 25006: read only, as after a fail-over to the wrong server.
  if (errorClass === '08' || code.startsWith('57P') || code === '25006') return 'lost';
  if (errorClass === '53' || errorClass === '58' || code === '57014') return 'exhausted';
  // 22: bad values; 23: broken rules; P0: a STRICT read that finds none or two; ZF: raised by our own
  // functions.
  if (['22', '23', 'P0', 'ZF'].includes(errorClass)) return 'refused';
  return 'broken';
}

/** The SQLSTATE of a server's error, known by its severity: a class may exist in several copies. */
function stateOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('severity' in error) || !('code' in error))
    return null;
  return typeof error.code === 'string' && error.code.length === 5 ? error.code : null;
}

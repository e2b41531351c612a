import type { DomainError } from '@/lib/core/errors';
import { log } from '@/lib/core/log';

/** Logs what is a fault of ours or of a service behind us; a refusal that a person can understand is none. */
export function noteFailure(
  failure: DomainError,
  call: { action: string; requestId: string } | { route: string; requestId: string },
): void {
  const about = { ...call, err: failure.cause ?? failure };
  const what = 'action' in call ? 'an action' : 'a route';
  if (failure.code === 'internal' || failure.code === 'payment_unavailable')
    log.error(about, `${what} failed`);
  else if (failure.code === 'busy') log.warn(about, `${what} found the database busy`);
}

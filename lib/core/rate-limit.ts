import { db } from './db';
import { DomainError } from './errors';

export interface RateLimitRule {
  /** What is counted, for example `sign-in:account:reader@example.com`. */
  key: string;
  limit: number;
  windowSeconds: number;
}

/** Counts one attempt in a fixed window, atomically across processes. Returns the count with this one. */
export async function addAttempt(rule: Pick<RateLimitRule, 'key' | 'windowSeconds'>): Promise<number> {
  const windowMs = rule.windowSeconds * 1000;
  const windowStart = new Date(Math.floor(Date.now() / windowMs) * windowMs);
  const rows = await db.$queryRaw<{ count: number }[]>`
    INSERT INTO rate_limits (key, window_start, count) VALUES (${rule.key}, ${windowStart}, 1)
    ON CONFLICT (key, window_start) DO UPDATE SET count = rate_limits.count + 1 RETURNING count`;
  return rows[0]?.count ?? 0;
}

/** How many attempts there were in the present window; counts none. */
export async function readAttempts({
  key,
  windowSeconds,
}: Pick<RateLimitRule, 'key' | 'windowSeconds'>): Promise<number> {
  const windowMs = windowSeconds * 1000;
  const windowStart = new Date(Math.floor(Date.now() / windowMs) * windowMs);
  const row = await db.rateLimit.findUnique({ where: { key_windowStart: { key, windowStart } } });
  return row?.count ?? 0;
}

/** Counts one attempt. Throws DomainError('too_many_requests') over the limit; it counts even then. */
export async function countAttempt(rule: RateLimitRule): Promise<void> {
  if ((await addAttempt(rule)) > rule.limit) throw new DomainError('too_many_requests');
}

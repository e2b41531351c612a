import { DomainError } from './errors';

interface LimiterOptions {
  /** Attempts per key and window. */
  limit: number;
  windowMs: number;
  now?: () => number;
}

/**
 * Counts attempts per key in fixed windows, in this process alone and without a database: for hot paths,
 * where lib/core/rate-limit would cost more than what it guards. `count` throws
 * DomainError('too_many_requests') over the limit. Forgets a window as a whole, so it holds no more keys than
 * one window brings.
 */
export function createLimiter({ limit, windowMs, now = Date.now }: LimiterOptions): {
  count(key: string): void;
} {
  let window = 0;
  let counts = new Map<string, number>();
  return {
    count(key) {
      const current = Math.floor(now() / windowMs);
      if (current !== window) {
        window = current;
        counts = new Map();
      }
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      if (count > limit) throw new DomainError('too_many_requests');
    },
  };
}

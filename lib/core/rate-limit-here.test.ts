import { expect, test } from 'vitest';
import { createLimiter } from './rate-limit-here';
import { MINUTE_MS } from './time';

test('counts each key apart, refuses over the limit, and starts over with each window', () => {
  let clock = 60_000;
  const limiter = createLimiter({ limit: 2, windowMs: MINUTE_MS, now: () => clock });
  const refused = expect.objectContaining({ code: 'too_many_requests' });
  limiter.count('a');
  limiter.count('a');
  expect(() => limiter.count('a')).toThrow(refused);
  limiter.count('b');
  clock = 119_999;
  expect(() => limiter.count('a')).toThrow(refused);
  clock = 120_000;
  limiter.count('a');
  limiter.count('a');
  expect(() => limiter.count('a')).toThrow(refused);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { niceTicks } from './nice-ticks';

test.each([
  [[], [0, 1]],
  [
    [0, 0],
    [0, 1],
  ],
  [[3.2], [0, 1, 2, 3, 4]],
  [
    [4.01, 2],
    [0, 2, 4, 6],
  ],
  [[0.035], [0, 0.01, 0.02, 0.03, 0.04]],
  [[0.0001], [0, 0.00005, 0.0001]],
  [[1234], [0, 500, 1000, 1500]],
  [[9.9], [0, 5, 10]],
  [
    [-1, 3.2],
    [-2, 0, 2, 4],
  ],
  [[-0.3], [-0.3, -0.2, -0.1, 0]],
])('the axis of %j is %j', (values, ticks) => {
  expect(niceTicks(values)).toEqual(ticks);
});

test('an axis holds zero and every value, and is at most three times as long as they reach', () => {
  const value = fc.integer({ min: -1_000_000, max: 1_000_000_000 }).map((cents) => cents / 10_000);
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), (values) => {
      const ticks = niceTicks(values);
      const [first = 0, last = 0] = [ticks[0], ticks.at(-1)];
      expect(ticks).toContain(0);
      expect(first).toBeLessThanOrEqual(Math.min(0, ...values));
      expect(last).toBeGreaterThanOrEqual(Math.max(0, ...values));
      expect(ticks.length).toBeLessThanOrEqual(7);
      const reach = Math.max(0, ...values) - Math.min(0, ...values);
      if (reach > 0) expect(last - first).toBeLessThanOrEqual(3 * reach);
    }),
  );
});

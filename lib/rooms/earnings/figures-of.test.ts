import { expect, test } from 'vitest';
import { refundRateOf, unlockRateOf, unlocksOf } from './figures-of.ts';

test.each([
  // made, taken back, views: unlocks, unlock rate, taken-back rate
  [0, 0, 0, 0, null, null],
  [1, 1, 4, 0, 0, 1],
  [7, 0, 2, 7, 1, 0],
  [7, 0, 0, 7, null, 0],
  [4, 1, 12, 3, 0.25, 0.25],
  // Two of them were made before the period.
  [1, 3, 10, 0, 0, 1],
  [0, 2, 10, 0, 0, null],
])(
  '%i made, %i taken back, %i views: %i unlocks, rates %s and %s',
  (unlocks, refunds, views, count, rate, back) => {
    const sums = { unlocks, refunds, views };
    expect([unlocksOf(sums), unlockRateOf(sums), refundRateOf(sums)]).toEqual([count, rate, back]);
  },
);

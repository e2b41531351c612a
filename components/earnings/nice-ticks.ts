import { nice, ticks } from 'd3-array';

/** As d3 counts: between two and five steps, and what both ends need besides. */
const STEPS = 3;

/** Round numbers for an axis that holds 0 and all of the values, the first and the last not far outside. */
export function niceTicks(values: number[]): number[] {
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  return least === most ? [0, 1] : ticks(...nice(least, most, STEPS), STEPS);
}

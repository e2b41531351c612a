const STEPS = [1, 2, 2.5, 5, 10];
const MOST_STEPS = 4;

/** Round numbers for an axis that holds 0 and all of the values: two to five, the first and the last not far outside. */
export function niceTicks(values: number[]): number[] {
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  if (least === most) return [0, 1];
  const magnitude = Math.floor(Math.log10((most - least) / MOST_STEPS));
  // A power of ten below 1 is divided by: multiples of 0.1 are not what they seem.
  const times = (n: number, step: number) =>
    magnitude < 0 ? (n * step) / 10 ** -magnitude : n * step * 10 ** magnitude;
  const ends = (step: number) =>
    [Math.floor(least / times(1, step)), Math.ceil(most / times(1, step))] as const;
  // Rounded outwards on both sides of zero, a range may take one step more than its length.
  const step = STEPS.find((tried) => ends(tried)[1] - ends(tried)[0] <= MOST_STEPS) ?? 20;
  const [first, last] = ends(step);
  return Array.from({ length: last - first + 1 }, (_, n) => times(first + n, step));
}

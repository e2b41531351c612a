import type { Sums } from './sum-rollups';

// One definition a word; docs/figures.md has them all.

/** Unlocks: those made in the period, less those taken back in it, and never less than none. */
export const unlocksOf = ({ unlocks, refunds }: Pick<Sums, 'unlocks' | 'refunds'>): number =>
  Math.max(0, unlocks - refunds);

/** A part of a whole, 1 at most: things begun before the period don't make it more. Null without a whole. */
const partOf = (part: number, whole: number): number | null => (whole > 0 ? Math.min(1, part / whole) : null);

/** Unlock rate: unlocks against views. */
export const unlockRateOf = (sums: Pick<Sums, 'unlocks' | 'refunds' | 'views'>): number | null =>
  partOf(unlocksOf(sums), sums.views);

/** Taken back: against all that were made. */
export const refundRateOf = ({ unlocks, refunds }: Pick<Sums, 'unlocks' | 'refunds'>): number | null =>
  partOf(refunds, unlocks);

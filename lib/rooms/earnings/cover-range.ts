import { addDays, addMonths, dayOf, startOfDay } from '@/lib/core/zone';
import type { Range } from './period';

/** The sizes of the sums, in the creator's calendar. */
type Tier = 'day' | 'month';

/** Sums of one size that start on the days in [from, to). */
interface Stretch {
  tier: Tier;
  from: string;
  to: string;
}

export interface Cover {
  stretches: Stretch[];
  /** What is no whole day: from single unlocks. */
  rest: Range[];
}

/** What makes up [from, to) exactly: the fewest whole months and days, and the hours around them. */
export function coverRange({ from, to, days }: Range, zone: string): Cover {
  if (from >= to) return { stretches: [], rest: [] };
  if (days) return { stretches: coverDays(days.first, days.end), rest: [] };
  const today = dayOf(from, zone);
  const first = startOfDay(today, zone).getTime() === from.getTime() ? today : addDays(today, 1);
  const end = dayOf(to, zone);
  if (first >= end) return { stretches: [], rest: [{ from, to }] };
  const edges = [
    { from, to: startOfDay(first, zone) },
    { from: startOfDay(end, zone), to },
  ];
  return { stretches: coverDays(first, end), rest: edges.filter((edge) => edge.from < edge.to) };
}

/** The days from `first` until `end` (excluded): whole months in the middle. */
function coverDays(first: string, end: string): Stretch[] {
  const month = addMonths(first, 0) === first ? first : addMonths(first, 1);
  const lastMonth = addMonths(end, 0);
  const all: Stretch[] =
    month < lastMonth
      ? [
          { tier: 'day', from: first, to: month },
          { tier: 'month', from: month, to: lastMonth },
          { tier: 'day', from: lastMonth, to: end },
        ]
      : [{ tier: 'day', from: first, to: end }];
  return all.filter((stretch) => stretch.from < stretch.to);
}

/** The sizes of the sums, in UTC. */
export type Tier = 'quarter' | 'day' | 'month';

/** Sums of one size whose starts lie in [from, to). */
export interface Stretch {
  tier: Tier;
  from: Date;
  to: Date;
}

export const QUARTER_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

/**
 * The fewest sums that make up [from, to) exactly: whole months and days (UTC) in the middle, quarter-hours at the ends, so
 * that the days of any time zone can be added up. Both ends are moments of a quarter-hour; throws if not.
 */
export function coverRange(from: Date, to: Date): Stretch[] {
  if (from.getTime() % QUARTER_MS !== 0 || to.getTime() % QUARTER_MS !== 0)
    throw new RangeError('a period begins and ends at a quarter-hour');
  const days = { from: nextDay(from), to: floorDay(to) };
  if (days.from >= days.to) return stretches({ tier: 'quarter', from, to });
  const months = { from: nextMonth(days.from), to: floorMonth(days.to) };
  const middle: Stretch[] =
    months.from < months.to
      ? [
          { tier: 'day', from: days.from, to: months.from },
          { tier: 'month', ...months },
          { tier: 'day', from: months.to, to: days.to },
        ]
      : [{ tier: 'day', ...days }];
  return stretches({ tier: 'quarter', from, to: days.from }, ...middle, {
    tier: 'quarter',
    from: days.to,
    to,
  });
}

const stretches = (...all: Stretch[]) => all.filter(({ from, to }) => from < to);
const floorDay = (at: Date) => new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS);
const nextDay = (at: Date) => new Date(Math.ceil(at.getTime() / DAY_MS) * DAY_MS);
const floorMonth = (at: Date) => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1));

function nextMonth(at: Date): Date {
  const floor = floorMonth(at);
  return floor.getTime() === at.getTime()
    ? floor
    : new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1));
}

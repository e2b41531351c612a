import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { addDays, addMonths, dayOf, daysBetween, startOfDay } from '@/lib/core/zone';

export const PERIODS = ['day', 'week', 'month', 'year', 'custom'] as const;
type PeriodName = (typeof PERIODS)[number];
export type Grain = 'hour' | 'day' | 'week' | 'month';

export interface Range {
  from: Date;
  to: Date;
  /** The same as days, `end` excluded, where it is whole days. */
  days?: { first: string; end: string };
}

export interface Period extends Range {
  name: PeriodName;
  zone: string;
  /** First and last day, both included. */
  firstDay: string;
  lastDay: string;
  grain: Grain;
  /** One for each point of the chart. */
  buckets: Range[];
  /** The stretch of the same length that ended where this one begins. */
  before: Range & { buckets: Range[] };
  /** As much of `before` as has passed of this period: a morning is not compared with a whole day. */
  beforeSoFar: Range;
}

/** Two years and a day at most. */
const MAX_DAYS = 732;
const QUARTER_MS = 15 * MINUTE_MS;
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

interface Asked {
  name?: string;
  /** Days of a custom period, both included. */
  from?: string;
  to?: string;
}

/** A day as it comes in from outside, or null. */
function readDay(text: string | undefined, now: Date): string | null {
  if (!text || !DAY.test(text) || Number(text.slice(0, 4)) < 2000) return null;
  const time = Date.parse(`${text}T00:00:00Z`);
  const exists = !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
  return exists && time < now.getTime() + 2 * DAY_MS ? text : null;
}

/** The period in an address, in the creator's time zone. Nonsense becomes the last 30 days. */
export function readPeriod(asked: Asked, zone: string, now = new Date()): Period {
  const today = dayOf(now, zone);
  const [from, to] = [readDay(asked.from, now), readDay(asked.to, now)];
  if (asked.name === 'custom' && from && to) {
    const [firstDay, lastDay] = from <= to ? [from, to] : [to, from];
    const tooLong = daysBetween(firstDay, lastDay) >= MAX_DAYS;
    return build('custom', tooLong ? addDays(lastDay, 1 - MAX_DAYS) : firstDay, lastDay, zone, now);
  }
  switch (asked.name) {
    case 'day':
      return build('day', today, today, zone, now);
    case 'week':
      return build('week', addDays(today, -6), today, zone, now);
    case 'year':
      return build('year', addMonths(today, -11), addDays(addMonths(today, 1), -1), zone, now);
    default:
      return build('month', addDays(today, -29), today, zone, now);
  }
}

function build(name: PeriodName, firstDay: string, lastDay: string, zone: string, now: Date): Period {
  const endDay = addDays(lastDay, 1);
  const days = daysBetween(firstDay, endDay);
  const beforeDay = name === 'year' ? addMonths(firstDay, -12) : addDays(firstDay, -days);
  const grain = name === 'year' ? 'month' : grainOf(days);
  const range = {
    from: startOfDay(firstDay, zone),
    to: startOfDay(endDay, zone),
    days: { first: firstDay, end: endDay },
  };
  const before = {
    from: startOfDay(beforeDay, zone),
    to: range.from,
    days: { first: beforeDay, end: firstDay },
  };
  return {
    name,
    zone,
    firstDay,
    lastDay,
    grain,
    ...range,
    buckets: split(firstDay, endDay, grain, zone),
    before: { ...before, buckets: split(beforeDay, firstDay, grain, zone) },
    beforeSoFar: { from: before.from, to: sameMoment(name, range, before, beforeDay, firstDay, zone, now) },
  };
}

function grainOf(days: number): Grain {
  if (days <= 2) return 'hour';
  if (days <= 62) return 'day';
  return days <= 200 ? 'week' : 'month';
}

/** Cuts the days from `first` until `end` (excluded) into hours, days, weeks or months. */
function split(first: string, end: string, grain: Grain, zone: string): Range[] {
  const last = startOfDay(end, zone);
  if (grain === 'hour') {
    const starts: Date[] = [];
    for (let at = startOfDay(first, zone); at < last; at = new Date(at.getTime() + HOUR_MS)) starts.push(at);
    return starts.map((from, n) => ({ from, to: starts[n + 1] ?? last }));
  }
  const next = {
    day: (day: string) => addDays(day, 1),
    week: (day: string) => addDays(day, 7),
    month: (day: string) => addMonths(day, 1),
  };
  const starts: { day: string; from: Date }[] = [];
  for (let day = first; day < end; day = next[grain](day)) starts.push({ day, from: startOfDay(day, zone) });
  return starts.map(({ day, from }, n) => {
    const then = starts[n + 1];
    return { from, to: then?.from ?? last, days: { first: day, end: then?.day ?? end } };
  });
}

function sameMoment(
  name: PeriodName,
  range: Range,
  before: Range,
  beforeDay: string,
  firstDay: string,
  zone: string,
  now: Date,
): Date {
  if (now >= range.to) return before.to;
  if (now <= range.from) return before.from;
  const today = dayOf(now, zone);
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
  const then =
    name === 'year'
      ? new Date(Date.UTC(year - 1, month - 1, day)).toISOString().slice(0, 10)
      : addDays(beforeDay, daysBetween(firstDay, today));
  const passed = now.getTime() - startOfDay(today, zone).getTime();
  const moment = startOfDay(then, zone).getTime() + Math.floor(passed / QUARTER_MS) * QUARTER_MS;
  return new Date(Math.min(moment, before.to.getTime()));
}

import { DAY_MS, HOUR_MS } from './time';

// Calendar days of a time zone as moments. A day is written YYYY-MM-DD.

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

/** The wall clock of a zone, written as if it were UTC, in milliseconds. */
function wallClock(at: Date, zone: string): number {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The day that a moment lies in. */
export function dayOf(at: Date, zone: string): string {
  return new Date(wallClock(at, zone)).toISOString().slice(0, 10);
}

/** The hour (0–23) that the clock on the wall shows. */
export function hourOf(at: Date, zone: string): number {
  return new Date(wallClock(at, zone)).getUTCHours();
}

/** The day so many days later; months and years roll over. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The first day of the month so many months later. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

/** How many days lie between, `to` excluded. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** The last second of a day. */
export function endOfDay(day: string, zone: string): Date {
  return new Date(startOfDay(addDays(day, 1), zone).getTime() - 1000);
}

/**
 * The moment at which a day begins: its midnight, or where the clock jumps over midnight, the first moment after it.
 * Where it strikes twice, the first.
 */
export function startOfDay(day: string, zone: string): Date {
  const wanted = Date.parse(`${day}T00:00:00Z`);
  const guess = (near: number) => wanted - (wallClock(new Date(near), zone) - near);
  // The offsets before and after any change that lies near this midnight.
  const candidates = [guess(wanted - DAY_MS), guess(wanted + DAY_MS)].sort((a, b) => a - b);
  const exact = candidates.find((at) => wallClock(new Date(at), zone) === wanted);
  if (exact !== undefined) return new Date(exact);
  // Jumped over: the change itself, where the clock goes from the day before to this day.
  let [before = 0, after = 0] = [(candidates[0] ?? 0) - 2 * HOUR_MS, (candidates[1] ?? 0) + 2 * HOUR_MS];
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000;
    if (wallClock(new Date(middle), zone) < wanted) before = middle;
    else after = middle;
  }
  return new Date(after);
}

import type { Locale } from '../../lib/core/i18n/locales.ts';
import { DAY_MS, HOUR_MS } from '../../lib/core/time.ts';
import type { Random } from './random.ts';

/** Midnight (UTC) of the day that this moment is in. */
export function startOfDay(at: number): number {
  return Math.floor(at / DAY_MS) * DAY_MS;
}

// People read more in winter, and less while they are away in summer.
const MONTHS = [1.2, 1.12, 1.05, 1, 0.95, 0.9, 0.82, 0.78, 0.98, 1.06, 1.12, 1.15];
// From Sunday.
const WEEKDAYS = [1.25, 0.9, 0.92, 0.95, 0.95, 0.9, 1.15];

/** How much is read on a day, compared with a usual one. */
export function seasonOf(day: number): number {
  const date = new Date(day);
  return (MONTHS[date.getUTCMonth()] ?? 1) * (WEEKDAYS[date.getUTCDay()] ?? 1);
}

/** Wages have just come: on the 25th in Korea, elsewhere in the middle and at the end of the month. */
export function isPayday(day: number, locale: Locale): boolean {
  const date = new Date(day).getUTCDate();
  if (locale === 'ko') return date >= 25 && date <= 27;
  return date <= 2 || (date >= 15 && date <= 16);
}

const ZONE_HOURS: Record<string, number> = {
  'Asia/Seoul': 9,
  'Europe/London': 0,
  'Europe/Berlin': 1,
  'America/New_York': -5,
  'America/Los_Angeles': -8,
  'Asia/Kolkata': 5,
  'Australia/Sydney': 10,
};

/** When on a day somebody in this zone may read: on the way, at noon, mostly in the evening. */
export function readingMoment(random: Random, day: number, zone: string): number {
  const [from, to] = random.pick([
    [7, 9],
    [12, 14],
    [18, 21],
    [20, 23.5],
    [20, 23.5],
  ]);
  const local = random.between(from ?? 0, to ?? 24) - (ZONE_HOURS[zone] ?? 0);
  return Math.floor(day + ((local + 24) % 24) * HOUR_MS);
}

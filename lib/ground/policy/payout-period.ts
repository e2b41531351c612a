import { createHash } from 'node:crypto';
import { DAY_MS } from '@/lib/core/time';

export type PeriodicSchedule = 'weekly' | 'monthly';

/** The day on which the week (a Monday) or month (the first) of this moment begins, in UTC. */
export function startOfPeriod(schedule: PeriodicSchedule, at: Date): Date {
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  if (schedule === 'monthly') return new Date(Date.UTC(year, month, 1));
  const sinceMonday = (at.getUTCDay() + 6) % 7;
  return new Date(Date.UTC(year, month, day) - sinceMonday * DAY_MS);
}

/** The day on which the next one begins. */
export function startOfNextPeriod(schedule: PeriodicSchedule, at: Date): Date {
  const start = startOfPeriod(schedule, at);
  if (schedule === 'weekly') return new Date(start.getTime() + 7 * DAY_MS);
  return new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1));
}

/** A scheduled payout's request key: the same for the same period and try, no matter who runs it. */
export function scheduledRequestKey(
  creator: { creationKey: string },
  schedule: PeriodicSchedule,
  start: Date,
  attempt = 1,
): string {
  const text = `${creator.creationKey} ${schedule} ${start.toISOString().slice(0, 10)} ${attempt}`;
  const hex = createHash('sha256').update(text).digest('hex');
  // The form of a UUID of version 8: "made by the application".
  const part = (from: number, to: number) => hex.slice(from, to);
  return `${part(0, 8)}-${part(8, 12)}-8${part(13, 16)}-8${part(17, 20)}-${part(20, 32)}`;
}

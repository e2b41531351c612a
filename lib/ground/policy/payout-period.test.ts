import { expect, test } from 'vitest';
import { scheduledRequestKey, startOfNextPeriod, startOfPeriod } from './payout-period';

const day = (date: Date) => date.toISOString().slice(0, 10);

test.each([
  ['weekly', '2026-11-22T23:59:59Z', '2026-11-16', '2026-11-23'],
  ['weekly', '2026-11-23T00:00:00Z', '2026-11-23', '2026-11-30'],
  ['weekly', '2027-01-01T12:00:00Z', '2026-12-28', '2027-01-04'],
  ['monthly', '2026-12-31T23:59:59Z', '2026-12-01', '2027-01-01'],
  ['monthly', '2028-02-29T00:00:00Z', '2028-02-01', '2028-03-01'],
] as const)('%s at %s begins on %s, the next on %s', (schedule, at, start, next) => {
  expect(day(startOfPeriod(schedule, new Date(at)))).toBe(start);
  expect(day(startOfNextPeriod(schedule, new Date(at)))).toBe(next);
});

test('the key is a UUID, one per creator, schedule and period', () => {
  const creator = { creationKey: 'a' };
  const start = new Date('2026-11-23');
  const key = scheduledRequestKey(creator, 'weekly', start);
  expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(scheduledRequestKey(creator, 'weekly', start)).toBe(key);
  const others = [
    scheduledRequestKey({ creationKey: 'b' }, 'weekly', start),
    scheduledRequestKey(creator, 'monthly', start),
    scheduledRequestKey(creator, 'weekly', new Date('2026-11-30')),
    scheduledRequestKey(creator, 'weekly', start, 2),
  ];
  expect(new Set([key, ...others]).size).toBe(5);
});

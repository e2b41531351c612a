import { expect, test } from 'vitest';
import { readPeriod } from './period';

const now = new Date('2026-11-22T09:40:00Z');
const iso = (date: Date) => date.toISOString().slice(0, 16);

test('today in Seoul is compared with yesterday until the same quarter of an hour', () => {
  const period = readPeriod({ name: 'day' }, 'Asia/Seoul', now);
  expect([iso(period.from), iso(period.to)]).toEqual(['2026-11-21T15:00', '2026-11-22T15:00']);
  expect(period.buckets).toHaveLength(24);
  expect([iso(period.beforeSoFar.from), iso(period.beforeSoFar.to)]).toEqual([
    '2026-11-20T15:00',
    '2026-11-21T09:30',
  ]);
});

test('a day on which the clock goes back has 25 hours, the one on which it goes forward 23', () => {
  const hours = (day: string) =>
    readPeriod({ name: 'custom', from: day, to: day }, 'Europe/Berlin', now).buckets.length;
  expect(hours('2026-10-25')).toBe(25);
  expect(hours('2026-03-29')).toBe(23);
});

test('days of a zone off by 45 minutes begin at its midnights', () => {
  const period = readPeriod({ name: 'week' }, 'Asia/Kathmandu', now);
  expect(period.buckets.map(({ from }) => iso(from)).slice(0, 2)).toEqual([
    '2026-11-15T18:15',
    '2026-11-16T18:15',
  ]);
  expect(period.buckets).toHaveLength(7);
});

test('a year is this month and the eleven before, compared with the year before until the same day', () => {
  const period = readPeriod({ name: 'year' }, 'UTC', now);
  expect([period.firstDay, period.lastDay]).toEqual(['2025-12-01', '2026-11-30']);
  expect(period.buckets).toHaveLength(12);
  expect(period.before.buckets).toHaveLength(12);
  expect(iso(period.beforeSoFar.to)).toBe('2025-11-22T09:30');
});

test('a custom period takes its days in either order, and is not longer than two years', () => {
  const custom = (from: string, to: string) => readPeriod({ name: 'custom', from, to }, 'UTC', now);
  expect(custom('2026-10-10', '2026-10-01')).toMatchObject({
    firstDay: '2026-10-01',
    lastDay: '2026-10-10',
    grain: 'day',
  });
  expect(custom('2001-01-01', '2026-11-01').firstDay).toBe('2024-10-31');
  expect(custom('2026-05-01', '2026-09-01').grain).toBe('week');
});

for (const asked of [
  { name: 'decade' },
  { name: 'custom', from: '2026-02-30', to: '2026-03-01' },
  { name: 'custom', from: "2026-01-01'; --", to: '2026-03-01' },
  { name: 'custom', from: '9999-01-01', to: '9999-01-02' },
  { name: 'custom', from: '2026-01-01' },
]) {
  test(`${JSON.stringify(asked)} becomes the last 30 days`, () => {
    expect(readPeriod(asked, 'UTC', now)).toMatchObject({
      name: 'month',
      firstDay: '2026-10-24',
      lastDay: '2026-11-22',
    });
  });
}

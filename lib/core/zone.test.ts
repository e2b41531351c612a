import { expect, test } from 'vitest';
import { addDays, addMonths, dayOf, daysBetween, endOfDay, startOfDay } from './zone';

const STARTS: [day: string, zone: string, at: string][] = [
  ['2026-11-22', 'UTC', '2026-11-22T00:00:00.000Z'],
  ['2026-11-22', 'Asia/Seoul', '2026-11-21T15:00:00.000Z'],
  ['2026-11-22', 'Asia/Kathmandu', '2026-11-21T18:15:00.000Z'],
  ['2026-11-22', 'Asia/Kolkata', '2026-11-21T18:30:00.000Z'],
  ['2026-11-22', 'Pacific/Chatham', '2026-11-21T10:15:00.000Z'],
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
  ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
  ['2026-10-26', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
  ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z'],
  ['2026-03-09', 'America/New_York', '2026-03-09T04:00:00.000Z'],
  // Midnight does not exist: the clock goes from 23:59 to 01:00.
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
  // Midnight strikes twice: the first.
  ['2023-11-05', 'America/Havana', '2023-11-05T04:00:00.000Z'],
];

for (const [day, zone, at] of STARTS) {
  test(`${day} in ${zone} begins at ${at}`, () => {
    expect(startOfDay(day, zone).toISOString()).toBe(at);
    expect(dayOf(startOfDay(day, zone), zone)).toBe(day);
    expect(dayOf(new Date(startOfDay(day, zone).getTime() - 1), zone)).toBe(addDays(day, -1));
  });
}

test('days and months are counted over the ends of months and years', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
  expect(addMonths('2026-01-31', -1)).toBe('2025-12-01');
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
});

test.each([
  ['2027-02-25', 'America/Los_Angeles', '2027-02-26T07:59:59.000Z'],
  ['2027-02-25', 'Asia/Seoul', '2027-02-25T14:59:59.000Z'],
  ['2026-03-08', 'America/Los_Angeles', '2026-03-09T06:59:59.000Z'],
])('%s ends in %s at %s', (day, zone, end) => expect(endOfDay(day, zone).toISOString()).toBe(end));

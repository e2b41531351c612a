import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MINUTE_MS } from '@/lib/core/time';
import { startOfDay } from '@/lib/core/zone';
import { coverRange } from './cover-range';

const shown = (from: string, to: string, zone = 'UTC') => {
  const { stretches, rest } = coverRange({ from: new Date(`${from}Z`), to: new Date(`${to}Z`) }, zone);
  return [
    ...stretches.map((stretch) => `${stretch.tier} ${stretch.from} ${stretch.to}`),
    ...rest.map((edge) => `${edge.from.toISOString().slice(5, 16)} ${edge.to.toISOString().slice(5, 16)}`),
  ];
};

test('a period is whole months and days of its zone, and the hours at its ends', () => {
  expect(shown('2026-01-30T15:00', '2026-04-02T18:15', 'Asia/Seoul')).toEqual([
    'day 2026-01-31 2026-02-01',
    'month 2026-02-01 2026-04-01',
    'day 2026-04-01 2026-04-03',
    '04-02T15:00 04-02T18:15',
  ]);
  expect(shown('2026-01-01T00:00', '2026-01-02T00:00')).toEqual(['day 2026-01-01 2026-01-02']);
  expect(shown('2026-01-01T15:00', '2026-01-02T15:00')).toEqual(['01-01T15:00 01-02T15:00']);
  expect(shown('2026-01-01T15:00', '2026-01-01T15:00')).toEqual([]);
});

test('no moment is left out or counted twice', () => {
  const zone = fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/New_York', 'Australia/Lord_Howe');
  const moment = fc
    .integer({ min: 0, max: 400 * 1440 })
    .map((n) => new Date(Date.UTC(2025, 10, 1) + n * MINUTE_MS));
  fc.assert(
    fc.property(moment, moment, zone, (a, b, where) => {
      const [from, to] = a <= b ? [a, b] : [b, a];
      const { stretches, rest } = coverRange({ from, to }, where);
      const parts = [
        ...stretches.map((part) => [
          startOfDay(part.from, where).getTime(),
          startOfDay(part.to, where).getTime(),
        ]),
        ...rest.map((part) => [part.from.getTime(), part.to.getTime()]),
      ].sort(([x = 0], [y = 0]) => x - y);
      let next = from.getTime();
      for (const [start, end = 0] of parts) {
        expect(start).toBe(next);
        next = end;
      }
      expect(next).toBe(to.getTime());
      for (const { tier, ...ends } of stretches)
        if (tier === 'month') expect([ends.from.slice(8), ends.to.slice(8)]).toEqual(['01', '01']);
    }),
  );
});

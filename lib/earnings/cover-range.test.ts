import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coverRange, QUARTER_MS } from './cover-range';

const at = (text: string) => new Date(`${text}Z`);
const shown = (from: string, to: string) =>
  coverRange(at(from), at(to)).map(
    ({ tier, from: a, to: b }) => `${tier} ${a.toISOString().slice(5, 16)} ${b.toISOString().slice(5, 16)}`,
  );

test('a period is whole months, days and quarter-hours', () => {
  expect(shown('2026-01-30T18:15', '2026-04-02T18:15')).toEqual([
    'quarter 01-30T18:15 01-31T00:00',
    'day 01-31T00:00 02-01T00:00',
    'month 02-01T00:00 04-01T00:00',
    'day 04-01T00:00 04-02T00:00',
    'quarter 04-02T00:00 04-02T18:15',
  ]);
  expect(shown('2026-01-01T00:00', '2026-01-02T00:00')).toEqual(['day 01-01T00:00 01-02T00:00']);
  expect(shown('2026-01-01T15:00', '2026-01-02T15:00')).toEqual(['quarter 01-01T15:00 01-02T15:00']);
  expect(shown('2026-01-01T15:00', '2026-01-01T15:00')).toEqual([]);
});

test('no moment is left out or counted twice, and every stretch keeps to its own grid', () => {
  const moment = fc
    .integer({ min: 0, max: 400 * 96 })
    .map((n) => new Date(Date.UTC(2025, 10, 1) + n * QUARTER_MS));
  fc.assert(
    fc.property(moment, moment, (a, b) => {
      const [from, to] = a <= b ? [a, b] : [b, a];
      let next = from.getTime();
      for (const stretch of coverRange(from, to)) {
        expect(stretch.from.getTime()).toBe(next);
        const size = { quarter: 16, day: 10, month: 7 }[stretch.tier];
        const rest = '-01T00:00:00.000Z'.slice(size - 7);
        for (const end of [stretch.from, stretch.to])
          if (stretch.tier !== 'quarter') expect(end.toISOString().slice(size)).toBe(rest);
        next = stretch.to.getTime();
      }
      expect(next).toBe(to.getTime());
    }),
  );
});

test('a border inside a quarter-hour is refused', () => {
  expect(() => coverRange(at('2026-01-01T00:01'), at('2026-01-02T00:00'))).toThrow(RangeError);
});

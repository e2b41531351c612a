import { expect, test } from 'vitest';
import { minorToMicros } from './minor-to-micros';

test.each([
  ['usd', 1_234, 12_340_000n],
  ['eur', -50, -500_000n],
  ['krw', 5_000, 5_000_000_000n],
  ['jpy', 1, 1_000_000n],
  ['vnd', 25_000, 25_000_000_000n],
  ['kwd', 1_230, 1_230_000n],
  ['bhd', 10, 10_000n],
  ['jod', 1_000, 1_000_000n],
  ['omr', -5, -5_000n],
  ['tnd', 500, 500_000n],
])('%s %i', (currency, minor, micros) => {
  expect(minorToMicros(minor, currency)).toBe(micros);
});

import { expect, test } from 'vitest';
import {
  formatMoney,
  fromMinorUnits,
  roundToMinor,
  splitFee,
  toDecimalString,
  toMinorUnits,
} from './money.ts';

test('minor units are exact both ways', () => {
  expect(toMinorUnits(12_500_000n, 'usd')).toBe(1250);
  expect(toMinorUnits(5_000_000_000n, 'krw')).toBe(5000);
  expect(() => toMinorUnits(35_001n, 'usd')).toThrow(RangeError);
  expect(fromMinorUnits(59, 'usd')).toBe(590_000n);
  expect(() => fromMinorUnits(0.5, 'usd')).toThrow(RangeError);
});

test.each([
  [35_000n, 'usd', 'en', '3.5¢'],
  [2_000n, 'usd', 'en', '0.2¢'],
  [100n, 'usd', 'en', '0.01¢'],
  [250_000n, 'usd', 'ko', '25¢'],
  [12_000_000n, 'usd', 'en', '$12.00'],
  [9_965_000n, 'usd', 'en', '$9.965'],
  [1_234_500_000n, 'usd', 'ko', '$1,234.50'],
  [0n, 'usd', 'en', '$0.00'],
  [-35_000n, 'usd', 'en', '−3.5¢'],
  [42_000_000n, 'krw', 'ko', '₩42'],
  [42_500_000n, 'krw', 'ko', '₩42.5'],
  [9_007_199_254_740_993_000_000n, 'usd', 'en', '$9,007,199,254,740,993.00'],
])('%s micros of %s in %s is %s', (micros, code, locale, text) =>
  expect(formatMoney(micros, code, locale)).toBe(text),
);

test('a sign for what comes in', () =>
  expect(formatMoney(35_000n, 'usd', 'en', { sign: true })).toBe('+3.5¢'));

test('decimal strings for files', () => {
  expect(toDecimalString(35_000n, 'usd')).toBe('0.035');
  expect(toDecimalString(-5_000_000n, 'usd')).toBe('-5.00');
  expect(toDecimalString(42_000_000n, 'krw')).toBe('42');
});

test('fee and net add up, and rounding goes to the creator', () => {
  expect(splitFee(19n, 10)).toEqual({ feeMicros: 1n, netMicros: 18n });
  expect(splitFee(0n, 10)).toEqual({ feeMicros: 0n, netMicros: 0n });
});

test.each([
  [4_158_652_466n, 'usd', 4_158_650_000n],
  [5_000n, 'usd', 10_000n],
  [4_999n, 'usd', 0n],
  [-5_000n, 'usd', -10_000n],
  [1_500_000n, 'krw', 2_000_000n],
])('%s micros of %s are looked at as %s', (micros, code, shown) =>
  expect(roundToMinor(micros, code)).toBe(shown),
);

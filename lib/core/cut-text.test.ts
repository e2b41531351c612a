import { expect, test } from 'vitest';
import { cutText } from './cut-text.ts';

const FAMILY = '👩‍👩‍👧‍👦';

test.each([
  ['short', 10, 'short'],
  ['exact', 5, 'exact'],
  ['longer', 4, 'long'],
  [`ab${FAMILY}`, 2 + FAMILY.length, `ab${FAMILY}`],
  [`ab${FAMILY}c`, 1 + FAMILY.length, 'ab'],
  ['a😀', 2, 'a'],
  ['🇰🇷🇰🇷', 6, '🇰🇷'],
  ['e\u0301e\u0301', 3, 'e\u0301'],
  ['각각'.normalize('NFD'), 4, '각'.normalize('NFD')],
  ['', 3, ''],
])('%j cut at %i is %j', (text, most, cut) => expect(cutText(text, most)).toBe(cut));

test('a character without end is cut all the same, and stays well formed', () => {
  const zalgo = `e${'\u0301'.repeat(500)}`;
  expect(cutText(zalgo, 100)).toHaveLength(100);
  expect(cutText(`😀${'\u0301'.repeat(500)}`, 1).isWellFormed()).toBe(true);
});

test('a long text costs no more than what is kept of it', () => {
  expect(cutText('가'.repeat(5_000_000), 80)).toBe('가'.repeat(80));
});

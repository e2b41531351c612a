import { expect, test } from 'vitest';
import { Purse } from './purse.ts';

const DAY = 86_400_000;

function filled(): Purse {
  const purse = new Purse();
  purse.give({ key: 'later', amountMicros: 30n, atMs: 0, expiresMs: 9 * DAY });
  purse.give({ key: 'sooner', amountMicros: 20n, atMs: 0, expiresMs: 5 * DAY });
  purse.paidMicros = 100n;
  return purse;
}

test('gifts go first, those that end sooner before others, and what was paid in last', () => {
  const purse = filled();
  expect(purse.spend(10n, DAY)).toEqual([{ gift: 1, micros: 10n }]);
  expect(purse.spend(60n, DAY)).toEqual([
    { gift: 1, micros: 10n },
    { gift: 0, micros: 30n },
    { gift: null, micros: 20n },
  ]);
  expect(purse.spendable(DAY)).toBe(80n);
  expect(purse.spend(81n, DAY)).toBeNull();
  expect(purse.spendable(DAY)).toBe(80n);
});

test('an unlock that is taken back fills the lots that paid', () => {
  const purse = filled();
  const parts = purse.spend(60n, DAY) ?? [];
  expect(purse.lastsUntil(parts, 5 * DAY)).toBe(false);
  expect(purse.lastsUntil(parts, 4 * DAY)).toBe(true);
  purse.restore(parts);
  expect(purse.gifts.map(({ leftMicros }) => leftMicros)).toEqual([30n, 20n]);
  expect(purse.paidMicros).toBe(100n);
});

test('a gift past its date pays for nothing and lapses once', () => {
  const purse = filled();
  purse.spend(5n, DAY);
  expect(purse.spendable(5 * DAY)).toBe(130n);
  purse.lapse(6 * DAY);
  purse.lapse(7 * DAY);
  expect(purse.gifts[1]).toMatchObject({ leftMicros: 0n, lapsed: { micros: 15n } });
  expect(purse.gifts[0]).toMatchObject({ leftMicros: 30n, lapsed: null });
});

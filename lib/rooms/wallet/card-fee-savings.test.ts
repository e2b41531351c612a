import { expect, test } from 'vitest';
import { computeCardFeeSavings, type WalletTotals } from './card-fee-savings';

const nothing: WalletTotals = {
  unlockCount: 0n,
  unlockedMicros: 0n,
  chargeCount: 0n,
  feeMicros: 0n,
  unknownFeeCount: 0n,
  unknownFeeAmountMicros: 0n,
};

test('unlocks one by one at the list price, less the real fees', () => {
  // 137 unlocks for $4.83 on two charges that cost 59¢ and 88¢: 137 × 30¢ + 2.9 % of $4.83 (14¢) − $1.47.
  const totals = {
    ...nothing,
    unlockCount: 137n,
    unlockedMicros: 4_830_000n,
    chargeCount: 2n,
    feeMicros: 1_470_000n,
  };
  expect(computeCardFeeSavings(totals, 'usd')).toMatchObject({
    fixedMicros: 41_100_000n,
    shareMicros: 140_000n,
    realMicros: 1_470_000n,
    savedMicros: 39_770_000n,
    worthSayingMicros: 1_000_000n,
  });
});

test('a fee that is not known yet counts at its list price, rounded up', () => {
  const totals = { ...nothing, chargeCount: 1n, unknownFeeCount: 1n, unknownFeeAmountMicros: 12_500_000n };
  expect(computeCardFeeSavings(totals, 'usd')).toMatchObject({
    realMicros: 670_000n,
    savedMicros: -670_000n,
  });
});

test('the share of the smallest unlocks is rounded down, not up', () => {
  const totals = { ...nothing, unlockCount: 3n, unlockedMicros: 6_000n };
  expect(computeCardFeeSavings(totals, 'usd')).toMatchObject({ shareMicros: 0n, savedMicros: 900_000n });
});

test('without a public price nothing is computed', () => {
  expect(computeCardFeeSavings({ ...nothing, unlockCount: 10n }, 'krw')).toBeNull();
});

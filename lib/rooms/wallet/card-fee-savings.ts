import { CURRENCIES, type CurrencyCode } from '@/lib/core/currencies';
import { LIMITS, type PublicCardPrice } from '@/lib/core/currency-limits';

export interface WalletTotals {
  /** Unlocks that were not taken back, and what they cost together. */
  unlockCount: bigint;
  unlockedMicros: bigint;
  /** Card charges that filled the wallet, and the processor's real fees for them as far as they are known. */
  chargeCount: bigint;
  feeMicros: bigint;
  /** Charges whose real fee is not known yet. */
  unknownFeeCount: bigint;
  unknownFeeAmountMicros: bigint;
}

export interface CardFeeSavings {
  price: PublicCardPrice;
  /** One charge per unlock: the fixed part of each, and the share of all of them. */
  fixedMicros: bigint;
  shareMicros: bigint;
  /** What the charges cost: real fees, and the list price where the real one isn't known yet. */
  realMicros: bigint;
  /** Below zero while few unlocks stand against a charge. */
  savedMicros: bigint;
  /** From here on it is a headline: a fifth of the smallest top-up. */
  worthSayingMicros: bigint;
}

/**
 * Card fees that were not paid because many unlocks share few charges. The share is rounded down to whole
 * minor units and an unknown fee is counted at its list price, so the figure never flatters. Null where no
 * public price is known.
 */
export function computeCardFeeSavings(totals: WalletTotals, currency: CurrencyCode): CardFeeSavings | null {
  const { cardPrice: price, minTopUpMicros } = LIMITS[currency];
  const { minorMicros } = CURRENCIES[currency];
  if (!price) return null;
  const share = (micros: bigint) => (micros * price.basisPoints) / 10_000n;
  const fixedMicros = totals.unlockCount * price.fixedMicros;
  const shareMicros = share(totals.unlockedMicros) - (share(totals.unlockedMicros) % minorMicros);
  const estimated = totals.unknownFeeCount * price.fixedMicros + share(totals.unknownFeeAmountMicros);
  const realMicros = totals.feeMicros + roundUp(estimated, minorMicros);
  return {
    price,
    fixedMicros,
    shareMicros,
    realMicros,
    savedMicros: fixedMicros + shareMicros - realMicros,
    worthSayingMicros: minTopUpMicros / 5n,
  };
}

function roundUp(micros: bigint, step: bigint): bigint {
  return ((micros + step - 1n) / step) * step;
}

import type { CurrencyCode } from '@/lib/core/money';

export interface PublicCardPrice {
  /** Share of the amount, in hundredths of a percent. */
  basisPoints: bigint;
  fixedMicros: bigint;
  /** Year and month of the figure, shown beside it. */
  asOf: string;
  source: string;
}

/**
 * What a card charge costs at the processor's public list price for domestic cards, without any discount: the measure that
 * saved fees are computed with. A currency without an entry has no public price known to us, and nothing is computed.
 */
export const PUBLIC_CARD_PRICES: Partial<Record<CurrencyCode, PublicCardPrice>> = {
  usd: { basisPoints: 290n, fixedMicros: 300_000n, asOf: '2026-11', source: 'https://stripe.com/pricing' },
};

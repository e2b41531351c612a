/** A price per payment: a share in hundredths of a percent, and a fixed part in minor units. */
interface Price {
  basisPoints: number;
  fixed: number;
  cap?: number;
}

/**
 * Card prices by settlement currency. The sandbox settles each currency in itself and adds nothing for
 * foreign cards or conversion. USD, EUR, GBP and JPY are Stripe's public list prices for a domestic card.
 * For the others no public price was at hand: they take the US share, with the US fixed part carried over
 * as a round number (KRW 400), or with none.
 */
const CARD: Record<string, Price> = {
  usd: { basisPoints: 290, fixed: 30 },
  eur: { basisPoints: 150, fixed: 25 },
  gbp: { basisPoints: 150, fixed: 20 },
  jpy: { basisPoints: 360, fixed: 0 },
  krw: { basisPoints: 290, fixed: 400 },
};
const OTHER_CARD: Price = { basisPoints: 290, fixed: 0 };

/** ACH in the US: 0.8 %, at most $5. The same share without a cap stands for debits in other currencies. */
const BANK_DEBIT: Price = { basisPoints: 80, fixed: 0 };
const BANK_DEBIT_USD: Price = { ...BANK_DEBIT, cap: 500 };

/** The processing fee in minor units, rounded half up as Stripe rounds to the cent. */
export function processingFee(amount: number, currency: string, method: 'card' | 'us_bank_account'): number {
  const debit = currency === 'usd' ? BANK_DEBIT_USD : BANK_DEBIT;
  const price = method === 'card' ? (CARD[currency] ?? OTHER_CARD) : debit;
  const share = Math.floor((amount * price.basisPoints + 5000) / 10_000);
  return Math.min(share + price.fixed, price.cap ?? Number.POSITIVE_INFINITY);
}

import { type CurrencyCode, isCurrencyCode } from './currencies.ts';

interface AmountInput {
  /** Signs as people type them, once full-width letters are plain. */
  typed: { before: RegExp; after: RegExp };
  /** Shown where an amount, a price, or a price with all its decimals is asked for. */
  examples: { amount: string; price: string; finePrice: string };
}

const AMOUNT_INPUT: Record<CurrencyCode, AmountInput> = {
  usd: {
    typed: { before: /^(?:US)?\$\s*/i, after: /\s*(?:[$¢]|센트|달러)$/u },
    examples: { amount: '12.50', price: '0.035', finePrice: '0.035' },
  },
  krw: {
    // A Korean keyboard has the backslash where ₩ is printed.
    typed: { before: /^[₩\\]\s*/u, after: /\s*[₩원]$/u },
    examples: { amount: '5000', price: '42', finePrice: '42.5' },
  },
};

/** How amounts of a currency are typed. Throws on one that Farthing does not keep. */
export function amountInputOf(code: string): AmountInput {
  if (!isCurrencyCode(code)) throw new RangeError(`unknown currency ${code}`);
  return AMOUNT_INPUT[code];
}

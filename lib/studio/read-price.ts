import 'server-only';
import { env } from '../env';
import { currencyOf, MIN_PRICE_MICROS, parsePrice } from '../money';

const HUNDREDTH_MICROS = 10_000n;

/** The dearest that an item can be here, in micros. By default what one top-up can pay. */
export function maxPriceMicros(): bigint {
  if (env.MAX_ITEM_PRICE_CENTS === undefined) return currencyOf(env.WALLET_CURRENCY).maxTopUpMicros;
  return BigInt(env.MAX_ITEM_PRICE_CENTS) * HUNDREDTH_MICROS;
}

/** A typed price as micros of this installation's currency, or the key of what is wrong with it. */
export function readPrice(typed: string): { priceMicros: bigint } | { fault: string } {
  if (!typed.trim()) return { fault: 'priceMissing' };
  const priceMicros = parsePrice(typed, env.WALLET_CURRENCY);
  if (priceMicros === null) return { fault: 'priceUnreadable' };
  const inRange = priceMicros >= MIN_PRICE_MICROS && priceMicros <= maxPriceMicros();
  return inRange ? { priceMicros } : { fault: 'priceRange' };
}

import 'server-only';
import { LIMITS } from '@/lib/core/currency-limits';
import { env } from '@/lib/core/env';
import { MIN_PRICE_MICROS } from '@/lib/core/money';
import { type ReadAmount, readAmount } from '@/lib/core/read-amount';

const HUNDREDTH_MICROS = 10_000n;

/** The dearest that an item can be here, in micros. By default what one top-up can pay. */
export function maxPriceMicros(): bigint {
  if (env.MAX_ITEM_PRICE_CENTS === undefined) return LIMITS[env.WALLET_CURRENCY].maxTopUpMicros;
  return BigInt(env.MAX_ITEM_PRICE_CENTS) * HUNDREDTH_MICROS;
}

/** A typed price as micros of this installation's currency, or what is wrong with it. */
export function readPrice(typed: string): ReadAmount {
  return readAmount(typed, env.WALLET_CURRENCY, {
    stepMicros: MIN_PRICE_MICROS,
    minMicros: MIN_PRICE_MICROS,
    maxMicros: maxPriceMicros(),
  });
}

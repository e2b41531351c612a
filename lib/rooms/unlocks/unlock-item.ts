import 'server-only';
import { DomainError } from '@/lib/core/errors';
import { type SpendResult, spend } from '@/lib/ground/ledger';
import { hasLimitedKeys, withLicenceKey } from '@/lib/rooms/media';
import { getOrOpenWallet } from '@/lib/rooms/wallet';
import { refuseOwnItem } from './refuse-own-item';

export interface UnlockedItem {
  unlockId: bigint;
  /** What was paid: the original price when the reader owned it already. */
  priceMicros: bigint;
  unlockedAt: Date;
  balanceMicros: bigint;
  /** False: this call was a repeat, and nothing was charged. */
  charged: boolean;
}

/**
 * Unlocks an item for a reader at the price that the reader saw, from the wallet in this installation's currency. Safe to
 * repeat and to race. Throws DomainError with the ledger's refusal as its code (`insufficient_funds`, `price_changed`,
 * `limit_reached`, `wallet_frozen`, `item_unavailable`) and as details, in micros, `priceMicros` (today's, when there is
 * one) and `balanceMicros`; `sold_out` when its last licence key is gone; `own_item` for what the reader made; or `busy`, `not_found`, `invalid_input` as spend()
 * does.
 */
export async function unlockItem(request: {
  userId: bigint;
  itemId: bigint;
  seenPriceMicros: bigint;
}): Promise<UnlockedItem> {
  const { userId: readerId, itemId, seenPriceMicros } = request;
  const [{ walletId }, limited] = await Promise.all([
    getOrOpenWallet(readerId),
    hasLimitedKeys(itemId),
    isId(itemId) ? refuseOwnItem(readerId, itemId) : null,
  ]);
  const unlock = async () => toUnlockedItem(await spend({ walletId, itemId, seenPriceMicros }));
  return limited ? withLicenceKey({ itemId, readerId }, unlock) : unlock();
}

/** Whether a number can be an id at all; the ledger says what is wrong with one that cannot. */
export const isId = (value: bigint): boolean => value > 0n && value < 2n ** 63n;

/** What the ledger answered, or its refusal thrown as a DomainError. */
export function toUnlockedItem(result: SpendResult): UnlockedItem {
  if (result.status === 'unlocked' || result.status === 'already_unlocked') {
    const { unlockId, priceMicros, unlockedAt, balanceMicros } = result;
    return { unlockId, priceMicros, unlockedAt, balanceMicros, charged: result.status === 'unlocked' };
  }
  throw new DomainError(result.status, {
    details: {
      balanceMicros: String(result.balanceMicros),
      ...(result.priceMicros === null ? {} : { priceMicros: String(result.priceMicros) }),
    },
  });
}

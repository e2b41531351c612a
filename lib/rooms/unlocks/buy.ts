import 'server-only';
import { DomainError } from '@/lib/core/errors';
import { type SpendResult, spend } from '@/lib/ground/ledger';
import { hasLimitedKeys, withLicenceKey } from '@/lib/rooms/media';
import { findPayer, getOrOpenWallet, type Payer } from '@/lib/rooms/wallet';
import { refuseOwnItem } from './refuse-own-item';

export interface Purchase {
  /** Who pays, from the wallet in this installation's currency. */
  payer: Payer;
  itemId: bigint;
  seenPriceMicros: bigint;
}

export interface Bought {
  unlockId: bigint;
  /** What was paid: the original price when the reader owned it already. */
  priceMicros: bigint;
  unlockedAt: Date;
  balanceMicros: bigint;
  /** False: this call was a repeat, and nothing was charged. */
  charged: boolean;
}

/**
 * The one way to unlock an item, at the price that the reader saw. Safe to repeat and to race. Throws
 * DomainError: `signed_out` for an unknown payer; `own_item` for what they made; `sold_out` when its last
 * licence key is gone; the ledger's refusals (`insufficient_funds`, `price_changed`, `limit_reached`,
 * `wallet_frozen`, `item_unavailable`) with, in micros, `priceMicros` (today's, when there is one) and
 * `balanceMicros`; or `busy` and `invalid_input` as spend() does.
 */
export async function buy({ payer, itemId, seenPriceMicros }: Purchase): Promise<Bought> {
  const [known, limited] = await Promise.all([findPayer(payer), hasLimitedKeys(itemId)]);
  if (!known) throw new DomainError('signed_out');
  const { userId: readerId, isCreator } = known;
  // One more question for creators only: readers, nearly everyone, go straight to the ledger.
  if (isCreator && isId(itemId)) await refuseOwnItem(readerId, itemId);
  const walletId = known.walletId ?? (await getOrOpenWallet(readerId)).walletId;
  const pay = async () => toBought(await spend({ walletId, itemId, seenPriceMicros }));
  return limited ? withLicenceKey({ itemId, readerId }, pay) : pay();
}

/** Whether a number can be an id at all; the ledger says what is wrong with one that cannot. */
const isId = (value: bigint): boolean => value > 0n && value < 2n ** 63n;

function toBought(result: SpendResult): Bought {
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

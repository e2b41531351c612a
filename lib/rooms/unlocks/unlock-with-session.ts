import 'server-only';
import { DomainError } from '@/lib/core/errors';
import { spend } from '@/lib/ground/ledger';
import { hasLimitedKeys, withLicenceKey } from '@/lib/rooms/media';
import { findSessionWallet, getOrOpenWallet } from '@/lib/rooms/wallet';
import { refuseOwnItem } from './refuse-own-item';
import { isId, toUnlockedItem, type UnlockedItem } from './unlock-item';

/**
 * unlockItem() for a session, with one look-up before the ledger: for callers that send many. Throws as unlockItem() does,
 * and `signed_out` when the session is unknown, revoked or expired.
 */
export async function unlockWithSession(request: {
  sessionId: string;
  itemId: bigint;
  seenPriceMicros: bigint;
}): Promise<UnlockedItem> {
  const { itemId, seenPriceMicros } = request;
  const [known, limited] = await Promise.all([findSessionWallet(request.sessionId), hasLimitedKeys(itemId)]);
  if (!known) throw new DomainError('signed_out');
  // One more question for creators only: readers, nearly everyone, go straight to the ledger.
  if (known.isCreator && isId(request.itemId)) await refuseOwnItem(known.userId, request.itemId);
  const walletId = known.walletId ?? (await getOrOpenWallet(known.userId)).walletId;
  const unlock = async () => toUnlockedItem(await spend({ walletId, itemId, seenPriceMicros }));
  return limited ? withLicenceKey({ itemId, readerId: known.userId }, unlock) : unlock();
}

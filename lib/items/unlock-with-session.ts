import 'server-only';
import { DomainError } from '../errors';
import { spend } from '../ledger/spend';
import { findSessionWallet } from '../wallet/find-session-wallet';
import { getOrOpenWallet } from '../wallet/get-or-open-wallet';
import { toUnlockedItem, type UnlockedItem } from './unlock-item';

/**
 * unlockItem() for a session, with one look-up before the ledger: for callers that send many. Throws as unlockItem() does,
 * and `signed_out` when the session is unknown, revoked or expired.
 */
export async function unlockWithSession(request: {
  sessionId: string;
  itemId: bigint;
  seenPriceMicros: bigint;
}): Promise<UnlockedItem> {
  const known = await findSessionWallet(request.sessionId);
  if (!known) throw new DomainError('signed_out');
  const walletId = known.walletId ?? (await getOrOpenWallet(known.userId)).walletId;
  return toUnlockedItem(
    await spend({ walletId, itemId: request.itemId, seenPriceMicros: request.seenPriceMicros }),
  );
}

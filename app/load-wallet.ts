import 'server-only';
import { cache } from 'react';
import { getWalletBalance } from '@/lib/ground/ledger';
import { getOrOpenWallet } from '@/lib/rooms/wallet';

/** A reader's wallet and what it holds, asked for once per request however many parts of the page show it. */
export const loadWallet = cache(async (userId: bigint) => {
  const { walletId, currency } = await getOrOpenWallet(userId);
  const { totalMicros, status } = await getWalletBalance(walletId);
  return { walletId, currency, totalMicros, status };
});

import 'server-only';
import { cache } from 'react';
import { getWalletBalance } from '@/lib/ground/ledger/get-wallet-balance';
import { getOrOpenWallet } from '@/lib/rooms/wallet/get-or-open-wallet';

/** A reader's wallet and what it holds, asked for once per request however many parts of the page show it. */
export const loadWallet = cache(async (userId: bigint) => {
  const { walletId, currency } = await getOrOpenWallet(userId);
  const { totalMicros, status } = await getWalletBalance(walletId);
  return { walletId, currency, totalMicros, status };
});

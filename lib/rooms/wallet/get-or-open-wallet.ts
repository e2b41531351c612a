import 'server-only';
import type { CurrencyCode } from '@/lib/core/currencies';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { findWallet, openWallet } from '@/lib/ground/ledger';
import { giveWelcome } from './give-welcome';

export interface OpenWallet {
  walletId: bigint;
  currency: CurrencyCode;
}

/** The reader's wallet, opened on first use, with a welcome gift for a proved address. Safe to race. */
export async function getOrOpenWallet(userId: bigint): Promise<OpenWallet> {
  const currency = env.WALLET_CURRENCY;
  const known = await findWallet(db, { userId, currency });
  if (known) return { walletId: known.walletId, currency };

  return db.$transaction(async (tx) => {
    const wallet = await openWallet(tx, { userId, currency });
    await giveWelcome(tx, { userId, walletId: wallet.id });
    return { walletId: wallet.id, currency };
  });
}

import 'server-only';
import { db, type Tx } from '@/lib/db';
import { dayOf, endOfDay } from '@/lib/earnings/zone';
import { env } from '@/lib/env';
import { grantPromotion } from '@/lib/ledger/grant-promotion';
import { openWallet } from '@/lib/ledger/open-wallet';
import type { CurrencyCode } from '@/lib/money';

const WELCOME_GIFT_DAYS = 365;
const DAY_MS = 86_400_000;
const HUNDREDTH_MICROS = 10_000n;

export interface OpenWallet {
  walletId: bigint;
  currency: CurrencyCode;
}

/**
 * The reader's wallet in the currency of this installation, opened on first use together with the welcome gift
 * (WELCOME_GIFT_CENTS). Safe to repeat and to race: one wallet, one gift.
 */
export async function getOrOpenWallet(userId: bigint): Promise<OpenWallet> {
  const currency = env.WALLET_CURRENCY;
  const known = await db.wallet.findUnique({
    where: { userId_currency: { userId, currency } },
    select: { id: true },
  });
  if (known) return { walletId: known.id, currency };

  return db.$transaction(async (tx) => {
    const wallet = await openWallet(tx, { userId, currency });
    if (env.WELCOME_GIFT_CENTS > 0) {
      await grantPromotion(tx, {
        walletId: wallet.id,
        amountMicros: BigInt(env.WELCOME_GIFT_CENTS) * HUNDREDTH_MICROS,
        grantKey: 'welcome',
        expiresAt: await lastMoment(tx, userId),
      });
    }
    return { walletId: wallet.id, currency };
  });
}

/** The welcome gift lasts to the end of its last day where the reader is. */
async function lastMoment(tx: Tx, userId: bigint): Promise<Date> {
  const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { timeZone: true } });
  const zone = user.timeZone ?? env.SITE_TIME_ZONE;
  return endOfDay(dayOf(new Date(Date.now() + WELCOME_GIFT_DAYS * DAY_MS), zone), zone);
}

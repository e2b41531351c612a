import type { Tx } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { DAY_MS } from '@/lib/core/time';
import { dayOf, endOfDay } from '@/lib/core/zone';
import { findWallet } from '@/lib/ground/ledger';

const DAYS = 365;
const HUNDREDTH_MICROS = 10_000n;

/**
 * The welcome gift (WELCOME_GIFT_CENTS), once the reader has proved their address, and once for each mailbox:
 * what stands behind a plus sign makes no new one. Called when a wallet is opened and when an address is
 * proved, in that transaction; safe to repeat. It lasts to the end of its last day where the reader is.
 */
export async function giveWelcome(tx: Tx, { userId, walletId }: { userId: bigint; walletId: bigint }) {
  if (env.WELCOME_GIFT_CENTS === 0) return;
  const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { timeZone: true } });
  const zone = user.timeZone ?? env.SITE_TIME_ZONE;
  const amount = BigInt(env.WELCOME_GIFT_CENTS) * HUNDREDTH_MICROS;
  const expiresAt = endOfDay(dayOf(new Date(Date.now() + DAYS * DAY_MS), zone), zone);
  await tx.$queryRaw`SELECT give_welcome(${walletId}::bigint, ${amount}::bigint, ${expiresAt}::timestamptz)`;
}

/** The same for a person, if they have a wallet; one that is opened later brings it then. */
export async function giveWelcomeTo(tx: Tx, userId: bigint): Promise<void> {
  const wallet = await findWallet(tx, { userId, currency: env.WALLET_CURRENCY });
  if (wallet) await giveWelcome(tx, { userId, walletId: wallet.walletId });
}

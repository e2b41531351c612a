import 'server-only';
import { type CurrencyCode, isCurrencyCode } from '@/lib/core/currencies';
import { db } from '@/lib/core/db';
import type { TopUpStatus } from '@/lib/generated/prisma/enums';
import { type DeclineReason, declineReason } from './decline-reason';

export interface TopUpView {
  id: bigint;
  status: TopUpStatus;
  currency: CurrencyCode;
  amountMicros: bigint;
  /** The processor's real fee, paid by the platform; null until it is known. */
  feeMicros: bigint | null;
  createdAt: Date;
  paidAt: Date | null;
  expiresAt: Date;
  cardBrand: string | null;
  cardLast4: string | null;
  /** Why the last try was declined, as it may be told; null when none was. */
  declineReason: DeclineReason | null;
  /** Set only while the page can still be paid. */
  checkoutUrl: string | null;
  wanted: { slug: string; title: string; done: boolean } | null;
}

/** A reader's own top-up, or null: another reader's is not found either. */
export async function getTopUp(input: { userId: bigint; topUpId: bigint }): Promise<TopUpView | null> {
  const row = await db.topUp.findFirst({
    where: { id: input.topUpId, wallet: { userId: input.userId } },
    include: { wallet: { select: { currency: true } } },
  });
  if (!row || !isCurrencyCode(row.wallet.currency)) return null;
  const { id, status, amountMicros, feeMicros, createdAt, paidAt, expiresAt } = row;
  const { cardBrand, cardLast4, failureCode } = row;
  return {
    ...{ id, status, amountMicros, feeMicros, createdAt, paidAt, expiresAt },
    ...{ cardBrand, cardLast4 },
    declineReason: failureCode === null ? null : declineReason(failureCode),
    currency: row.wallet.currency,
    checkoutUrl: status === 'open' ? row.checkoutUrl : null,
    wanted: await getWanted(row.wantedItemId, row.wantedDoneAt),
  };
}

async function getWanted(itemId: bigint | null, doneAt: Date | null): Promise<TopUpView['wanted']> {
  if (itemId === null) return null;
  const item = await db.item.findUnique({ where: { id: itemId }, select: { slug: true, title: true } });
  return item && { ...item, done: doneAt !== null };
}

export interface UnfinishedTopUp {
  id: bigint;
  status: TopUpStatus;
  amountMicros: bigint;
}

/** Top-ups of the wallet that are open or on their way, the newest first. */
export function listUnfinishedTopUps(walletId: bigint): Promise<UnfinishedTopUp[]> {
  return db.topUp.findMany({
    where: { walletId, status: { in: ['open', 'processing'] } },
    select: { id: true, status: true, amountMicros: true },
    orderBy: { createdAt: 'desc' },
    take: 5,
  });
}

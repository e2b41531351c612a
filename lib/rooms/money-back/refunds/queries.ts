import 'server-only';
import { type CurrencyCode, currencyOf, isCurrencyCode } from '@/lib/core/currencies';
import { db } from '@/lib/core/db';
import type { RefundStatus } from '@/lib/generated/prisma/enums';
import {
  getUnlock,
  getWallet,
  judgeReversal,
  listLots,
  type ReversalJudgement,
  type ReversalSource,
} from '@/lib/ground/ledger';
import { TOP_UPS_PER_CASH_OUT } from '@/lib/ground/policy';
import { least } from './least';
import { listRefundable, type RefundableTopUp, sumHeldByDisputes } from './list-refundable';
import { listWaitingReversals, type WaitingReversal } from './list-waiting-reversals';

export const REFUNDS_PAGE = 50;

export interface RefundListing {
  id: bigint;
  topUpId: bigint;
  currency: string;
  amountMicros: bigint;
  lotMicros: bigint;
  status: RefundStatus;
  failureCode: string | null;
  cashOutKey: string | null;
  refundRef: string | null;
  note: string | null;
  createdAt: Date;
  userId: bigint;
  email: string;
  /** Null: made in Stripe's dashboard. */
  actor: string | null;
}

interface RefundFilter {
  show: 'all' | 'open' | 'failed';
  topUpId?: bigint;
  walletId?: bigint;
  before?: bigint | null;
}

/** Refunds, the newest first, one more than fits on a page. */
export async function listRefunds({
  show,
  topUpId,
  walletId,
  before,
}: RefundFilter): Promise<RefundListing[]> {
  const rows = await db.refund.findMany({
    where: {
      topUpId,
      walletId,
      ...(before && { id: { lt: before } }),
      ...(show === 'open' && { status: { in: ['created', 'pending', 'requires_action'] } }),
      ...(show === 'failed' && { status: { in: ['failed', 'canceled'] } }),
    },
    include: {
      wallet: { select: { userId: true, user: { select: { email: true } } } },
      actor: { select: { email: true } },
    },
    orderBy: { id: 'desc' },
    take: REFUNDS_PAGE + 1,
  });
  return rows.map(({ wallet, actor, ...row }) => ({
    ...row,
    userId: wallet.userId,
    email: wallet.user.email,
    actor: actor?.email ?? null,
  }));
}

export interface RefundableView extends RefundableTopUp {
  walletId: bigint;
  userId: bigint;
  email: string;
  currency: CurrencyCode;
  paidAt: Date | null;
  cardBrand: string | null;
  cardLast4: string | null;
  chargeRef: string | null;
  /** What could go back now, in whole minor units: bounded by the top-up and by the wallet. */
  mostMicros: bigint;
  walletMicros: bigint;
  heldMicros: bigint;
}

/** One paid top-up with what could go back to its card, or null. */
export async function getRefundable(topUpId: bigint): Promise<RefundableView | null> {
  const row = await db.topUp.findFirst({
    where: { id: topUpId, status: 'paid' },
    include: { wallet: { include: { user: { select: { email: true } } } } },
  });
  if (!row || !isCurrencyCode(row.wallet.currency)) return null;
  const [[topUp], { walletMicros, heldMicros }] = await Promise.all([
    listRefundable(db, row.walletId, { topUpId, limit: 1 }),
    readRoom(row.walletId),
  ]);
  if (!topUp) return null;
  const { currency } = row.wallet;
  const free = walletMicros > heldMicros ? walletMicros - heldMicros : 0n;
  return {
    ...topUp,
    walletId: row.walletId,
    userId: row.wallet.userId,
    email: row.wallet.user.email,
    currency,
    paidAt: row.paidAt,
    cardBrand: row.cardBrand,
    cardLast4: row.cardLast4,
    chargeRef: row.chargeRef,
    mostMicros: whole(least(topUp.refundableMicros, free), currency),
    walletMicros,
    heldMicros,
  };
}

async function readRoom(walletId: bigint) {
  const [lots, heldMicros] = await Promise.all([listLots(db, walletId), sumHeldByDisputes(db, walletId)]);
  const paid = lots.find(({ kind }) => kind === 'paid');
  return { walletMicros: paid?.balanceMicros ?? 0n, heldMicros };
}

function whole(micros: bigint, currency: string): bigint {
  return micros - (micros % currencyOf(currency).minorMicros);
}

export interface CashOutView {
  walletId: bigint;
  userId: bigint;
  email: string;
  currency: string;
  status: string;
  walletMicros: bigint;
  heldMicros: bigint;
  /** Which top-ups would give back how much. */
  parts: { topUpId: bigint; micros: bigint }[];
}

/** What cashing a wallet out would do now, or null. */
export async function getCashOut(walletId: bigint): Promise<CashOutView | null> {
  const wallet = await getWallet(db, walletId);
  if (!wallet) return null;
  const [{ email }, { walletMicros, heldMicros }] = await Promise.all([
    db.user.findUniqueOrThrow({ where: { id: wallet.userId }, select: { email: true } }),
    readRoom(walletId),
  ]);
  let left = walletMicros > heldMicros ? whole(walletMicros - heldMicros, wallet.currency) : 0n;
  const parts: CashOutView['parts'] = [];
  for (const topUp of await listRefundable(db, walletId, { limit: TOP_UPS_PER_CASH_OUT, onlyOpen: true })) {
    if (left <= 0n) break;
    const micros = least(topUp.refundableMicros, left);
    parts.push({ topUpId: topUp.topUpId, micros });
    left -= micros;
  }
  return {
    walletId,
    userId: wallet.userId,
    email,
    currency: wallet.currency,
    status: wallet.status,
    walletMicros,
    heldMicros,
    parts,
  };
}

export interface ReversalView {
  unlockId: bigint;
  title: string;
  creator: string;
  userId: bigint;
  email: string;
  currency: string;
  priceMicros: bigint;
  at: Date;
  refundedAt: Date | null;
  judged: ReversalJudgement;
  reversal: { source: ReversalSource; note: string; createdAt: Date } | null;
  /** What waits for a second admin. */
  request: WaitingReversal | null;
}

/** One unlock and who would pay for taking it back, or null. */
export async function getReversal(unlockId: bigint): Promise<ReversalView | null> {
  const unlock = await getUnlock(db, unlockId);
  if (!unlock) return null;
  const [item, reader, reversal, [request], judged] = await Promise.all([
    db.item.findUniqueOrThrow({
      where: { id: unlock.itemId },
      select: { title: true, creator: { select: { name: true } } },
    }),
    db.user.findUniqueOrThrow({ where: { id: unlock.readerId }, select: { email: true } }),
    db.unlockReversal.findUnique({
      where: { unlockId },
      select: { source: true, note: true, createdAt: true },
    }),
    listWaitingReversals(unlockId),
    judgeReversal(db, unlockId),
  ]);
  return {
    unlockId,
    title: item.title,
    creator: item.creator.name,
    userId: unlock.readerId,
    email: reader.email,
    currency: unlock.currency,
    priceMicros: unlock.priceMicros,
    at: unlock.unlockedAt,
    refundedAt: unlock.refundedAt,
    judged,
    reversal,
    request: request ?? null,
  };
}

/** What went back to the card of a reader's own top-up, the oldest first; what failed is left out. */
export function listOwnRefunds(input: { userId: bigint; topUpId: bigint }) {
  return db.refund.findMany({
    where: {
      topUpId: input.topUpId,
      wallet: { userId: input.userId },
      status: { notIn: ['failed', 'canceled'] },
    },
    orderBy: { id: 'asc' },
    select: { id: true, amountMicros: true, status: true, createdAt: true },
  });
}

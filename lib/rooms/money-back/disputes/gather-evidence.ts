import 'server-only';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';

/** So much of each list goes into the pack; how many there are in all is said beside it. */
const MOST_UNLOCKS = 400;
const MOST_SESSIONS = 60;
const MOST_TOP_UPS = 40;

export interface EvidenceFacts {
  dispute: {
    id: bigint;
    disputeRef: string;
    reason: string;
    amountMicros: bigint;
    currency: string;
    openedAt: Date;
  };
  person: { email: string; name: string | null; joinedAt: Date; emailVerifiedAt: Date | null };
  /** The disputed charge. */
  topUp: {
    id: bigint;
    chargeRef: string;
    amountMicros: bigint;
    paidAt: Date;
    cardBrand: string | null;
    cardLast4: string | null;
  };
  /** Every card charge that filled this wallet, the newest first. */
  topUps: { id: bigint; amountMicros: bigint; paidAt: Date; cardLast4: string | null; disputed: boolean }[];
  unlocks: {
    id: bigint;
    at: Date;
    title: string;
    creator: string;
    priceMicros: bigint;
    /** When the reader opened it after the purchase, and how often by day. */
    deliveredAt: Date | null;
    takenBackAt: Date | null;
  }[];
  unlockCount: number;
  sessions: { at: Date; lastSeenAt: Date; address: string | null; userAgent: string | null }[];
  sessionCount: number;
}

/**
 * What shows that the disputed charge was the reader's and that it was used: receipts, purchases with their
 * times, when each was opened, and sign-ins. Of the wallet's currency; from the disputed charge on for
 * purchases. Throws `not_found`.
 */
export async function gatherEvidence(disputeId: bigint): Promise<EvidenceFacts> {
  const dispute = await loadDispute(disputeId);
  if (!dispute?.topUp.paidAt) throw new DomainError('not_found');
  const { topUp, wallet } = dispute;
  const paidAt = dispute.topUp.paidAt;
  const [topUps, unlocks, unlockCount, sessions, sessionCount] = await Promise.all([
    db.topUp.findMany({
      where: { walletId: wallet.id, status: 'paid', paidAt: { not: null } },
      orderBy: { id: 'desc' },
      take: MOST_TOP_UPS,
    }),
    listUnlocks(wallet.userId, wallet.id, paidAt),
    countUnlocks(wallet.userId, wallet.id, paidAt),
    db.session.findMany({
      where: { userId: wallet.userId, awaitsSecondFactor: false },
      orderBy: { createdAt: 'desc' },
      take: MOST_SESSIONS,
    }),
    db.session.count({ where: { userId: wallet.userId, awaitsSecondFactor: false } }),
  ]);
  const { user } = wallet;
  return {
    dispute: {
      id: dispute.id,
      disputeRef: dispute.disputeRef,
      reason: dispute.reason,
      amountMicros: dispute.amountMicros,
      currency: dispute.currency,
      openedAt: dispute.openedAt,
    },
    person: {
      email: user.email,
      name: user.name,
      joinedAt: user.createdAt,
      emailVerifiedAt: user.emailVerified,
    },
    topUp: {
      id: topUp.id,
      chargeRef: dispute.chargeRef,
      amountMicros: topUp.amountMicros,
      paidAt,
      cardBrand: topUp.cardBrand,
      cardLast4: topUp.cardLast4,
    },
    topUps: topUps.map((one) => ({
      id: one.id,
      amountMicros: one.amountMicros,
      paidAt: one.paidAt ?? paidAt,
      cardLast4: one.cardLast4,
      disputed: one.id === topUp.id,
    })),
    unlocks,
    unlockCount,
    sessions: sessions.map((one) => ({
      at: one.createdAt,
      lastSeenAt: one.lastSeenAt,
      address: one.address,
      userAgent: one.userAgent,
    })),
    sessionCount,
  };
}

function loadDispute(id: bigint) {
  return db.dispute.findUnique({
    where: { id },
    include: {
      topUp: true,
      wallet: {
        select: {
          id: true,
          userId: true,
          user: { select: { email: true, name: true, createdAt: true, emailVerified: true } },
        },
      },
    },
  });
}

async function countUnlocks(readerId: bigint, walletId: bigint, since: Date): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM unlock_facts
    WHERE reader_id = ${readerId} AND wallet_id = ${walletId} AND created_at >= ${since}::timestamptz`;
  return row?.count ?? 0;
}

function listUnlocks(readerId: bigint, walletId: bigint, since: Date): Promise<EvidenceFacts['unlocks']> {
  return db.$queryRaw<EvidenceFacts['unlocks']>`
    SELECT u.id, u.created_at AS at, i.title, c.name AS creator, u.price_micros AS "priceMicros",
      (SELECT min(v.at) FROM item_views v WHERE v.reader_id = u.reader_id AND v.item_id = u.item_id
        AND v.at >= u.created_at - interval '1 minute') AS "deliveredAt",
      u.refunded_at AS "takenBackAt"
    FROM unlock_facts u JOIN items i ON i.id = u.item_id JOIN creators c ON c.id = i.creator_id
    WHERE u.reader_id = ${readerId} AND u.wallet_id = ${walletId} AND u.created_at >= ${since}::timestamptz
    ORDER BY u.created_at LIMIT ${MOST_UNLOCKS}`;
}

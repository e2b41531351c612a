import { db } from '@/lib/core/db';

export const LIST_PAGE = 50;
const page = (before: bigint | null) => (before === null ? {} : { id: { lt: before } });

/** A reader's unlocks, the newest first, also those taken back. `before` is the id of the last one seen. */
export function listUnlocks(readerId: bigint, before: bigint | null) {
  return db.unlock.findMany({
    where: { readerId, ...page(before) },
    orderBy: { id: 'desc' },
    take: LIST_PAGE + 1,
    select: {
      id: true,
      priceMicros: true,
      createdAt: true,
      refundedAt: true,
      wallet: { select: { currency: true } },
      item: { select: { slug: true, title: true, language: true, creator: { select: { name: true } } } },
    },
  });
}

/** A person's top-ups, whatever became of them, the newest first. */
export function listTopUps(userId: bigint, before: bigint | null) {
  return db.topUp.findMany({
    where: { wallet: { userId }, ...page(before) },
    orderBy: { id: 'desc' },
    take: LIST_PAGE + 1,
    select: {
      id: true,
      amountMicros: true,
      status: true,
      feeMicros: true,
      failureCode: true,
      cardBrand: true,
      cardLast4: true,
      paymentRef: true,
      chargeRef: true,
      createdAt: true,
      paidAt: true,
      wallet: { select: { currency: true } },
    },
  });
}

/** A person's sessions, live and ended, the latest first. */
export async function listAllSessions(userId: bigint) {
  const rows = await db.session.findMany({
    where: { userId },
    orderBy: { lastSeenAt: 'desc' },
    take: LIST_PAGE,
  });
  const now = new Date();
  return rows.map((row) => ({
    ...row,
    isLive: row.revokedAt === null && row.expiresAt > now && !row.awaitsSecondFactor,
  }));
}

export function listNotes(userId: bigint) {
  return db.personNote.findMany({
    where: { userId },
    orderBy: { id: 'desc' },
    take: 200,
    select: { id: true, body: true, createdAt: true, author: { select: { email: true } } },
  });
}

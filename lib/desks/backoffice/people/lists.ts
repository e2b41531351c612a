import { db } from '@/lib/core/db';

export const LIST_PAGE = 50;
const page = (before: bigint | null) => (before === null ? {} : { id: { lt: before } });

export interface ListedUnlock {
  id: bigint;
  priceMicros: bigint;
  currency: string;
  createdAt: Date;
  refundedAt: Date | null;
  slug: string;
  title: string;
  language: string;
  creator: string;
}

/** A reader's unlocks, the newest first, also those taken back. `before` is the id of the last one seen. */
export function listUnlocks(readerId: bigint, before: bigint | null): Promise<ListedUnlock[]> {
  return db.$queryRaw<ListedUnlock[]>`
    SELECT u.id, u.price_micros AS "priceMicros", u.currency::text, u.created_at AS "createdAt",
      u.refunded_at AS "refundedAt", i.slug, i.title, i.language, c.name AS creator
    FROM unlock_facts u JOIN items i ON i.id = u.item_id JOIN creators c ON c.id = i.creator_id
    WHERE u.reader_id = ${readerId} AND (${before}::bigint IS NULL OR u.id < ${before}::bigint)
    ORDER BY u.id DESC LIMIT ${LIST_PAGE + 1}`;
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

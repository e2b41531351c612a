import 'server-only';
import { db } from '@/lib/db';
import type { ReversalSource } from '@/lib/ledger/reverse-unlock';

const MOST = 50;

export interface WaitingReversal {
  requestId: bigint;
  unlockId: bigint;
  source: ReversalSource;
  /** What the platform would bear, its fee included. */
  lossMicros: bigint;
  currency: string;
  note: string;
  requesterId: bigint;
  requester: string;
  createdAt: Date;
  expiresAt: Date;
}

// What was taken back meanwhile by another way waits for nobody; the job ends it when it runs out.
const WAITING = { status: 'pending', unlock: { refundedAt: null } } as const;

/** Reversals that wait for a second admin, of one unlock or of all, the most urgent first. */
export async function listWaitingReversals(unlockId?: bigint): Promise<WaitingReversal[]> {
  const rows = await db.reversalRequest.findMany({
    where: { ...WAITING, unlockId },
    include: {
      requester: { select: { email: true } },
      unlock: { select: { wallet: { select: { currency: true } } } },
    },
    orderBy: [{ expiresAt: 'asc' }, { id: 'asc' }],
    take: MOST,
  });
  return rows.map(({ id, requester, unlock, ...row }) => ({
    ...row,
    requestId: id,
    requester: requester.email,
    currency: unlock.wallet.currency,
  }));
}

/** How many another admin asked for, so that this one may decide. */
export function countWaitingReversals(userId: bigint): Promise<number> {
  return db.reversalRequest.count({ where: { ...WAITING, requesterId: { not: userId } } });
}

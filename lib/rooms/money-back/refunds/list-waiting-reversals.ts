import 'server-only';
import { db } from '@/lib/core/db';
import type { ReversalSource } from '@/lib/ground/ledger';

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

/** Reversals that wait for a second admin, of one unlock or of all, the most urgent first. */
export async function listWaitingReversals(unlockId?: bigint): Promise<WaitingReversal[]> {
  const rows = await db.reversalRequest.findMany({
    // What was taken back meanwhile by another way, or has run out, waits for nobody; the job ends it.
    where: { status: 'pending', expiresAt: { gt: new Date() }, unlockId, unlock: { refundedAt: null } },
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

import 'server-only';
import { db } from '@/lib/core/db';
import { HOLDING } from './dispute-status';

export interface DisputeListing {
  id: bigint;
  disputeRef: string;
  topUpId: bigint;
  walletId: bigint;
  userId: bigint;
  email: string;
  currency: string;
  amountMicros: bigint;
  status: string;
  reason: string;
  dueAt: Date | null;
  openedAt: Date;
  closedAt: Date | null;
}

/** Lost, and the wallet stays on hold until an admin decides. */
const TO_DECIDE = { ...HOLDING, status: 'lost' } as const;

const PERSON = { wallet: { select: { userId: true, user: { select: { email: true } } } } } as const;
const PAGE = 50;

/** Disputes, open and urgent ones first; `decide`: lost, and the wallet is still on hold. */
export async function listDisputes(show: 'open' | 'decide' | 'closed' | 'all'): Promise<DisputeListing[]> {
  const closed = { closedAt: { not: null } };
  const where = { open: { closedAt: null }, decide: TO_DECIDE, closed, all: {} }[show];
  const rows = await db.dispute.findMany({
    where,
    include: PERSON,
    orderBy: [{ closedAt: { sort: 'desc', nulls: 'first' } }, { dueAt: 'asc' }, { id: 'desc' }],
    take: PAGE,
  });
  return rows.map(({ wallet, ...row }) => ({ ...row, userId: wallet.userId, email: wallet.user.email }));
}

/** How many wallets' lost disputes wait for an admin's decision. */
export function countToDecide(): Promise<number> {
  return db.dispute.count({ where: TO_DECIDE });
}

/** The disputes that ask for this wallet to be on hold, the oldest first. */
export async function listHolds(walletId: bigint): Promise<{ disputeId: bigint }[]> {
  const rows = await db.dispute.findMany({
    where: { ...HOLDING, walletId },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id }) => ({ disputeId: id }));
}

interface EvidenceListing {
  id: bigint;
  preparedAt: Date;
  preparedBy: string;
  submittedAt: Date | null;
  bytes: number;
  /** What the admin says to it. */
  statement: string;
}

export interface DisputeView extends DisputeListing {
  chargeRef: string;
  walletStatus: string;
  /** It asks for the wallet to be on hold, and nobody has decided otherwise. */
  holds: boolean;
  /** An admin has put the wallet on hold for a reason of their own, which outlasts the dispute. */
  frozenByAdmin: boolean;
  lostLotMicros: bigint;
  lostPlatformMicros: bigint;
  movements: { transactionRef: string; amountMicros: bigint; feeMicros: bigint; createdAt: Date }[];
  evidence: EvidenceListing[];
}

/** One dispute with its movements and packs (without their content), or null. */
export async function getDispute(id: bigint): Promise<DisputeView | null> {
  const row = await db.dispute.findUnique({
    where: { id },
    include: {
      wallet: {
        select: { userId: true, status: true, frozenDisputeId: true, user: { select: { email: true } } },
      },
      movements: { orderBy: { leg: 'asc' } },
    },
  });
  if (!row) return null;
  const evidence = await db.$queryRaw<EvidenceListing[]>`
    SELECT e.id, e.prepared_at AS "preparedAt", u.email AS "preparedBy", e.submitted_at AS "submittedAt",
      length(e.content) AS bytes, e.statement
    FROM dispute_evidence e JOIN users u ON u.id = e.prepared_by WHERE e.dispute_id = ${id}
      ORDER BY e.id DESC`;
  const { wallet, ...dispute } = row;
  return {
    ...dispute,
    userId: wallet.userId,
    email: wallet.user.email,
    walletStatus: wallet.status,
    holds: row.heldAt !== null && row.holdEndedAt === null,
    frozenByAdmin: wallet.status === 'frozen' && wallet.frozenDisputeId === null,
    evidence,
  };
}

/** The PDF of one pack of this dispute, or null. */
export async function getEvidencePdf(disputeId: bigint, evidenceId: bigint): Promise<Uint8Array | null> {
  const row = await db.disputeEvidence.findFirst({
    where: { id: evidenceId, disputeId },
    select: { content: true },
  });
  return row?.content ?? null;
}

export interface WarningListing {
  id: bigint;
  topUpId: bigint;
  userId: bigint;
  email: string;
  currency: string;
  amountMicros: bigint;
  fraudType: string;
  actionable: boolean;
  warnedAt: Date;
}

/** Early fraud warnings, those that wait for an answer first. */
export async function listFraudWarnings(): Promise<WarningListing[]> {
  const rows = await db.fraudWarning.findMany({
    include: {
      topUp: {
        select: { amountMicros: true, wallet: { select: { currency: true, ...PERSON.wallet.select } } },
      },
    },
    orderBy: [{ actionable: 'desc' }, { id: 'desc' }],
    take: PAGE,
  });
  return rows.map(({ topUp, ...row }) => ({
    ...row,
    userId: topUp.wallet.userId,
    email: topUp.wallet.user.email,
    currency: topUp.wallet.currency,
    amountMicros: topUp.amountMicros,
  }));
}

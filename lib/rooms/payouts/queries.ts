import 'server-only';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import type { PayoutStatus } from '@/lib/generated/prisma/enums';
import { describeFailure } from './describe-failure';

export interface PayoutListing {
  id: bigint;
  currency: string;
  amountMicros: bigint;
  returnedMicros: bigint;
  status: PayoutStatus;
  scheduled: boolean;
  /** Stripe's code, such as `account_closed`; null when nothing failed. */
  failureCode: string | null;
  createdAt: Date;
  sentAt: Date | null;
  /** When the bank should have it, once Stripe says so. */
  arrivesAt: Date | null;
  paidAt: Date | null;
  endedAt: Date | null;
}

const LISTED = {
  id: true,
  currency: true,
  amountMicros: true,
  returnedMicros: true,
  status: true,
  scheduled: true,
  failureCode: true,
  createdAt: true,
  sentAt: true,
  arrivesAt: true,
  paidAt: true,
  endedAt: true,
} as const;

/** A creator's payouts, the newest first; `before` is the id of the last one seen. */
export function listPayouts(
  creatorId: bigint,
  { before, limit = 20 }: { before?: bigint; limit?: number } = {},
): Promise<PayoutListing[]> {
  return db.payout.findMany({
    where: { creatorId, ...(before !== undefined && { id: { lt: before } }) },
    orderBy: { id: 'desc' },
    take: limit,
    select: LISTED,
  });
}

/** The same with what names them at Stripe, for admins. */
export function listPayoutsAtStripe(creatorId: bigint, limit: number) {
  return db.payout.findMany({
    where: { creatorId },
    orderBy: { id: 'desc' },
    take: limit,
    select: { ...LISTED, transferRef: true, bankPayoutRef: true },
  });
}

/** One payout of this creator; null when they have none of this id. */
export function findPayout(creatorId: bigint, payoutId: bigint): Promise<PayoutListing | null> {
  return db.payout.findFirst({ where: { id: payoutId, creatorId }, select: LISTED });
}

/** The same; throws `not_found`. */
export async function getPayoutOrThrow(creatorId: bigint, payoutId: bigint): Promise<PayoutListing> {
  const payout = await findPayout(creatorId, payoutId);
  if (!payout) throw new DomainError('not_found');
  return payout;
}

export interface UnfinishedPayouts {
  payouts: PayoutListing[];
  /** One of them keeps the next from being asked for. */
  blocks: boolean;
}

/** A creator's payouts that have not ended, the newest first. */
export async function listUnfinishedPayouts(creatorId: bigint): Promise<UnfinishedPayouts> {
  const rows = await db.payout.findMany({
    where: {
      creatorId,
      OR: [
        { status: { in: ['created', 'sent', 'returning'] } },
        { transferRef: { not: null }, returnedMicros: { gt: db.payout.fields.reversedMicros } },
      ],
    },
    orderBy: { id: 'desc' },
    select: { ...LISTED, transferRef: true, reversedMicros: true, sourcesUnknownAt: true },
  });
  const blocks = rows.some(
    (row) =>
      row.status === 'created' ||
      (row.status === 'sent' && row.sourcesUnknownAt === null) ||
      (row.transferRef !== null && row.returnedMicros > row.reversedMicros),
  );
  const payouts = rows.filter(({ status }) => ['created', 'sent', 'returning'].includes(status));
  return { payouts, blocks };
}

export interface PayoutStatementLine {
  settlementId: bigint;
  /** Unlocks made in (fromAt, untilAt]. */
  fromAt: Date;
  untilAt: Date;
  unlockCount: number;
  grossMicros: bigint;
  feeMicros: bigint;
  netMicros: bigint;
  /** The part of the net that this payout pays; less than all of it when another payout pays the rest. */
  paidMicros: bigint;
  returnedMicros: bigint;
}

export interface PayoutStatement extends PayoutListing {
  /** tr_…; null while Stripe has not said. */
  transferRef: string | null;
  lines: PayoutStatementLine[];
  /** What no settlement explains: adjustments. */
  otherMicros: bigint;
}

/** A payout with its settlements, oldest first. Throws `not_found`, also for another creator's. */
export async function getPayoutStatement(creatorId: bigint, payoutId: bigint): Promise<PayoutStatement> {
  const payout = await db.payout.findFirst({
    where: { id: payoutId, creatorId },
    select: {
      ...LISTED,
      transferRef: true,
      lines: {
        orderBy: { settlementId: 'asc' },
        select: { settlementId: true, amountMicros: true, returnedMicros: true, settlement: true },
      },
    },
  });
  if (!payout) throw new DomainError('not_found');
  const lines = payout.lines.map(
    ({ settlementId, settlement, amountMicros, returnedMicros }): PayoutStatementLine => ({
      settlementId,
      fromAt: settlement.fromAt,
      untilAt: settlement.cutoffAt,
      unlockCount: settlement.unlockCount,
      grossMicros: settlement.grossMicros,
      feeMicros: settlement.feeMicros,
      netMicros: settlement.netMicros,
      paidMicros: amountMicros,
      returnedMicros,
    }),
  );
  const explained = lines.reduce((sum, line) => sum + line.paidMicros, 0n);
  return { ...payout, lines, otherMicros: payout.amountMicros - explained };
}

/** How a creator is paid; `not_started` before the first onboarding. */
export async function getPayoutAccount(creatorId: bigint) {
  const row = await db.payoutAccount.findUnique({
    where: { creatorId },
    select: {
      status: true,
      requirements: true,
      country: true,
      schedule: true,
      frozenAt: true,
      failedBankRef: true,
      failedBankCode: true,
    },
  });
  const none = { status: 'not_started', requirements: [], country: null, schedule: 'on_request' } as const;
  const { frozenAt, failedBankRef, failedBankCode, ...known } = row ?? {
    ...none,
    frozenAt: null,
    failedBankRef: null,
    failedBankCode: null,
  };
  return {
    ...known,
    isFrozen: frozenAt !== null,
    /** Why the bank would not take the last payout, while it is still the same bank. */
    bankFailure: failedBankRef === null ? null : describeFailure(failedBankCode).reason,
  };
}

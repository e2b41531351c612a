import type { Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { readId } from '@/lib/core/ids';
import type { Adjustment } from '@/lib/generated/prisma/client';
import type { AdjustmentTarget } from '@/lib/generated/prisma/enums';
import { getAvailable, getWallet, listLots, lockAvailable, lockPaidLot } from '@/lib/ground/ledger';

/** Where an adjustment goes. A `gift` with an account is taken from; without one it is to be made. */
export type Target =
  | { kind: 'paid'; walletId: bigint }
  | { kind: 'gift'; walletId: bigint; accountId: bigint | null }
  | { kind: 'creator'; creatorId: bigint; currency: string };

export interface TargetState {
  target: AdjustmentTarget;
  walletId: bigint | null;
  creatorId: bigint | null;
  /** Null for what the posting will make: a new gift's lot, a creator's first available account. */
  accountId: bigint | null;
  /** Whose money it is. */
  ownerId: bigint;
  currency: string;
  /** What the account holds now; a new gift holds nothing yet. */
  balanceMicros: bigint;
}

/**
 * Form values: `paid:<wallet>`, `gift:<wallet>`, `lot:<wallet>:<account>`, `creator:<creator>:<currency>`.
 */
export function parseTarget(text: string): Target | null {
  const [kind, owner, detail, ...rest] = text.split(':');
  const id = readId(owner);
  if (id === null || rest.length > 0) return null;
  if (kind === 'paid' && detail === undefined) return { kind, walletId: id };
  if (kind === 'gift' && detail === undefined) return { kind, walletId: id, accountId: null };
  const lotId = readId(detail);
  if (kind === 'lot' && lotId !== null) return { kind: 'gift', walletId: id, accountId: lotId };
  if (kind === 'creator' && /^[a-z]{3}$/.test(detail ?? ''))
    return { kind, creatorId: id, currency: detail ?? '' };
  return null;
}

/** Where a written adjustment goes. */
export function targetOf(row: Adjustment): Target {
  const { walletId, creatorId, accountId, currency } = row;
  if (creatorId !== null) return { kind: 'creator', creatorId, currency };
  if (row.target === 'paid') return { kind: 'paid', walletId: walletId ?? 0n };
  return { kind: 'gift', walletId: walletId ?? 0n, accountId };
}

/** A target's account and what it holds, locked until the transaction ends if `lock`. */
export async function readTarget(tx: Tx, target: Target, { lock }: { lock: boolean }): Promise<TargetState> {
  return target.kind === 'creator' ? readCreator(tx, target, lock) : readWallet(tx, target, lock);
}

async function readWallet(
  tx: Tx,
  target: Exclude<Target, { kind: 'creator' }>,
  lock: boolean,
): Promise<TargetState> {
  const { walletId } = target;
  if (lock) await lockPaidLot(tx, walletId);
  const wallet = await getWallet(tx, walletId);
  if (!wallet) throw new DomainError('not_found');
  const { userId: ownerId, currency } = wallet;
  const known = { target: target.kind, walletId, creatorId: null, ownerId, currency } as const;
  if (target.kind === 'gift' && target.accountId === null)
    return { ...known, accountId: null, balanceMicros: 0n };
  const lots = await listLots(tx, walletId);
  const lot = lots.find(({ kind, accountId }) =>
    target.kind === 'paid' ? kind === 'paid' : kind === 'promotional' && accountId === target.accountId,
  );
  if (!lot) throw new DomainError('not_found');
  return { ...known, accountId: lot.accountId, balanceMicros: lot.balanceMicros };
}

async function readCreator(
  tx: Tx,
  { creatorId, currency }: Extract<Target, { kind: 'creator' }>,
  lock: boolean,
): Promise<TargetState> {
  if (lock) await lockAvailable(tx, creatorId, currency);
  const creator = await tx.creator.findUnique({ where: { id: creatorId }, select: { userId: true } });
  if (!creator) throw new DomainError('not_found');
  const available = await getAvailable(tx, creatorId, currency);
  return {
    target: 'creator',
    walletId: null,
    creatorId,
    accountId: available?.accountId ?? null,
    ownerId: creator.userId,
    currency,
    balanceMicros: available?.balanceMicros ?? 0n,
  };
}

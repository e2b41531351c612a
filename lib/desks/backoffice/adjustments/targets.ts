import type { Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { readId } from '@/lib/core/ids';
import type { AdjustmentTarget } from '@/lib/generated/prisma/enums';

/** Where an adjustment goes. `gift` with an account is one gift, to take from; without one it is a gift to be made. */
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

/** Form values: `paid:<wallet>`, `gift:<wallet>`, `lot:<wallet>:<account>`, `creator:<creator>:<currency>`. */
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

/** The account behind a target and what it holds, locked until the transaction ends where `lock` says so. Throws `not_found`. */
export async function readTarget(tx: Tx, target: Target, { lock }: { lock: boolean }): Promise<TargetState> {
  return target.kind === 'creator' ? readCreator(tx, target, lock) : readWallet(tx, target, lock);
}

interface LotRow {
  accountId: bigint;
  kind: 'paid' | 'promotional';
  balanceMicros: bigint;
  ownerId: bigint;
  currency: string;
}

async function readWallet(
  tx: Tx,
  target: Exclude<Target, { kind: 'creator' }>,
  lock: boolean,
): Promise<TargetState> {
  const { walletId } = target;
  // The paid lot stands for the wallet: whoever moves its money holds it.
  if (lock)
    await tx.$queryRaw`SELECT 1 AS held FROM lots WHERE wallet_id = ${walletId} AND kind = 'paid' FOR NO KEY UPDATE`;
  const lots = await tx.$queryRaw<LotRow[]>`
    SELECT l.account_id AS "accountId", l.kind::text, l.balance_micros AS "balanceMicros", w.user_id AS "ownerId", w.currency::text
    FROM wallets w JOIN lots l ON l.wallet_id = w.id WHERE w.id = ${walletId}`;
  const paid = lots.find(({ kind }) => kind === 'paid');
  if (!paid) throw new DomainError('not_found');
  const { ownerId, currency } = paid;
  const known = { target: target.kind, walletId, creatorId: null, ownerId, currency } as const;
  if (target.kind === 'paid')
    return { ...known, accountId: paid.accountId, balanceMicros: paid.balanceMicros };
  if (target.accountId === null) return { ...known, accountId: null, balanceMicros: 0n };
  const gift = lots.find(({ kind, accountId }) => kind === 'promotional' && accountId === target.accountId);
  if (!gift) throw new DomainError('not_found');
  return { ...known, accountId: gift.accountId, balanceMicros: gift.balanceMicros };
}

async function readCreator(
  tx: Tx,
  { creatorId, currency }: Extract<Target, { kind: 'creator' }>,
  lock: boolean,
): Promise<TargetState> {
  if (lock) {
    await tx.$queryRaw`SELECT 1 AS held FROM accounts
      WHERE creator_id = ${creatorId} AND type = 'creator_available' AND currency = ${currency} FOR NO KEY UPDATE`;
  }
  const [row] = await tx.$queryRaw<
    { ownerId: bigint; accountId: bigint | null; balanceMicros: bigint | null }[]
  >`
    SELECT c.user_id AS "ownerId", a.id AS "accountId", a.balance_micros AS "balanceMicros" FROM creators c
    LEFT JOIN accounts a ON a.creator_id = c.id AND a.type = 'creator_available' AND a.currency = ${currency} WHERE c.id = ${creatorId}`;
  if (!row) throw new DomainError('not_found');
  return {
    target: 'creator',
    walletId: null,
    creatorId,
    accountId: row.accountId,
    ownerId: row.ownerId,
    currency,
    balanceMicros: row.balanceMicros ?? 0n,
  };
}

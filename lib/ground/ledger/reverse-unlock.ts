import type { Tx } from '../../core/db.ts';

export type ReversalSource = 'pending' | 'available' | 'platform';

export interface ReversalJudgement {
  /** Null: not settled yet, so the creator's pending earnings pay. */
  settlementId: bigint | null;
  creatorMicros: bigint;
  /** The share of the platform's fee, once settled. */
  feeMicros: bigint;
  /** What the creator has available. */
  availableMicros: bigint;
}

/** Who would bear what if an unlock were taken back now. The unlock must exist. */
export async function judgeReversal(tx: Tx, unlockId: bigint): Promise<ReversalJudgement> {
  const [row] = await tx.$queryRaw<ReversalJudgement[]>`
    SELECT settlement AS "settlementId", creator_part AS "creatorMicros", fee_part AS "feeMicros", available
      AS "availableMicros"
    FROM judge_reversal(${unlockId}::bigint)`;
  if (!row) throw new Error('judge_reversal() returned nothing');
  return row;
}

export type ReversalStatus =
  | 'reversed'
  | 'already_refunded'
  | 'not_found'
  | 'own_account'
  | 'changed'
  | 'creator_short'
  | 'second_admin_needed';

export interface ReversalInput {
  unlockId: bigint;
  /** Who pays, as it was shown: `pending` while unsettled, else one of the other two. */
  source: ReversalSource;
  actorId: bigint;
  note: string;
  /** The request that a second admin has agreed to in this transaction. */
  requestId?: bigint;
}

/**
 * Takes an unlock back for good, whatever its window says. The money returns to the lots that it came from,
 * what came from a gift past its date to promotions. Runs inside the caller's transaction and locks the
 * reader's lots and the creator's account until it ends, and the admin's row where the platform bears
 * something: what one admin may let it bear alone within a day is limited. It happens once; every other
 * outcome has changed nothing.
 */
export async function reverseUnlock(
  tx: Tx,
  { unlockId, source, actorId, note, requestId }: ReversalInput,
): Promise<{ status: ReversalStatus; amountMicros: bigint | null }> {
  const [row] = await tx.$queryRaw<{ status: ReversalStatus; amountMicros: bigint | null }[]>`
    SELECT status, amount AS "amountMicros"
    FROM reverse_unlock(${unlockId}::bigint, ${source}::reversal_source, ${actorId}::bigint, ${note},
      ${requestId ?? null}::bigint)`;
  if (!row) throw new Error('reverse_unlock() returned nothing');
  return row;
}

import { db } from '@/lib/core/db';
import { balanceAt, postedAt } from '@/lib/ground/ledger';

import { linesOf, type PostingLine } from './preview-adjustment';
import { readTarget, targetOf } from './targets';

export interface ShownPosting {
  lines: [PostingLine, PostingLine];
  isPosted: boolean;
  /** The account's balance before: now for a request, just before the posting for a posted one. */
  balanceMicros: bigint;
  /** The account's balance now. */
  currentMicros: bigint;
}

/**
 * The posting of an adjustment, made or to be made, with the account's balance before it. Throws `not_found`.
 */
export async function showPosting(adjustmentId: bigint): Promise<ShownPosting> {
  const row = await db.adjustment.findUniqueOrThrow({ where: { id: adjustmentId } });
  const state = await readTarget(db, targetOf(row), { lock: false });
  const isPosted = row.status === 'posted';
  // A gift was made from promotions; its lot was empty before.
  const isGift = row.grantId !== null;
  const lines = linesOf(isGift ? { ...state, accountId: null } : state, row.amountMicros);
  return {
    lines,
    isPosted,
    balanceMicros: isPosted ? await balanceBefore(row, isGift) : state.balanceMicros,
    currentMicros: state.balanceMicros,
  };
}

async function balanceBefore(
  row: { id: bigint; accountId: bigint | null; amountMicros: bigint },
  isGift: boolean,
): Promise<bigint> {
  if (isGift || row.accountId === null) return 0n;
  const moment = await postedAt(db, 'adjustment', row.id);
  // Dates of JavaScript end at the millisecond, so the moment is taken from the end of it.
  const at = new Date((moment?.getTime() ?? 0) + 1);
  return (await balanceAt(row.accountId, at)) - row.amountMicros;
}

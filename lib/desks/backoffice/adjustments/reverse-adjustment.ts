import type { Act } from '@/lib/core/actor';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { type AskedAdjustment, requestAdjustment } from './request-adjustment';
import { type Target, targetOf } from './targets';

interface Reversal {
  adjustmentId: bigint;
  note: string;
  requestKey: string;
  seenBalanceMicros: bigint;
}

/**
 * What a reversal of this adjustment would post. Throws `not_found` for one that was never posted or is
 * itself a reversal.
 */
async function readReversal(adjustmentId: bigint): Promise<{ target: Target; amountMicros: bigint }> {
  const original = await db.adjustment.findUnique({ where: { id: adjustmentId } });
  if (original?.status !== 'posted' || original.reversesId !== null) throw new DomainError('not_found');
  return { target: targetOf(original), amountMicros: -original.amountMicros };
}

/**
 * Takes an adjustment back by a linked one of the opposite amount on the same account: once. The rules of any
 * adjustment hold, also the limit. Throws `not_found`, `already_reversed` and what `requestAdjustment` names.
 */
export async function reverseAdjustment(input: Reversal, act: Act, locale: string): Promise<AskedAdjustment> {
  const { target, amountMicros } = await readReversal(input.adjustmentId);
  const { note, requestKey, seenBalanceMicros, adjustmentId } = input;
  return requestAdjustment(
    {
      target,
      amountMicros,
      giftExpiresAt: null,
      reason: 'correction',
      note,
      requestKey,
      seenBalanceMicros,
      fileId: null,
      reversesId: adjustmentId,
    },
    act,
    locale,
  );
}

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

/** What a reversal would post. Throws `not_found` for one never posted, or a reversal itself. */
async function readReversal(adjustmentId: bigint): Promise<{ target: Target; amountMicros: bigint }> {
  const original = await db.adjustment.findUnique({ where: { id: adjustmentId } });
  if (original?.status !== 'posted' || original.reversesId !== null) throw new DomainError('not_found');
  return { target: targetOf(original), amountMicros: -original.amountMicros };
}

/** Takes an adjustment back, once, by its opposite under the same rules. Throws `already_reversed` too. */
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

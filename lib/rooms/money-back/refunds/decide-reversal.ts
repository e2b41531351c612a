import 'server-only';
import type { Act } from '@/lib/core/actor';
import { decide } from '@/lib/rooms/approvals';
import { postReversal } from './post-reversal';
import { REVERSAL } from './reversal-approval';

interface Approval {
  requestId: bigint;
  act: Act;
  locale: string;
}

/** A second admin agrees, and the unlock is taken back as asked. Throws as `decide`, `reverseUnlock`. */
export async function approveReversal({
  requestId,
  act,
  locale,
}: Approval): Promise<{ amountMicros: bigint }> {
  const posted = await decide(REVERSAL, {
    id: requestId,
    act,
    verdict: {
      agrees: true,
      carryOut: async (tx, { unlockId, source, note, requesterId, status }) => {
        await tx.reversalRequest.update({
          where: { id: requestId },
          data: { status: 'posted', deciderId: act.actorId, decidedAt: new Date() },
        });
        const reversal = { unlockId, source, note, actorId: requesterId, requestId };
        const result = await postReversal(tx, reversal, locale);
        if (!result) throw new Error(`reversal request ${requestId} was agreed to and refused`);
        const request = String(requestId);
        return {
          before: { request, status },
          after: { request, status: 'posted', ...result.view, note },
          result,
        };
      },
    },
  });
  return { amountMicros: posted?.amountMicros ?? 0n };
}

/** Says no, with a reason. Throws what `decide` names. */
export async function rejectReversal({
  requestId,
  reason,
  act,
}: {
  requestId: bigint;
  reason: string;
  act: Act;
}): Promise<void> {
  await decide(REVERSAL, { id: requestId, act, verdict: { agrees: false, note: reason } });
}

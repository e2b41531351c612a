import type { Act } from '@/lib/core/actor';
import { DomainError } from '@/lib/core/errors';
import { decide } from '@/lib/rooms/approvals';
import { ADJUSTMENT } from './approval';
import { auditView } from './audit-view';
import { postAsked } from './post-asked';
import { checkAdjustment } from './preview-adjustment';
import { readTarget, targetOf } from './targets';

interface Approval {
  adjustmentId: bigint;
  /** The balance that the approver was shown. */
  seenBalanceMicros: bigint;
}

/** A second admin agrees, and it is posted. Throws as `decide`, `balance_changed`, `exceeds_balance`. */
export async function approveAdjustment(
  { adjustmentId, seenBalanceMicros }: Approval,
  act: Act,
  locale: string,
): Promise<void> {
  await decide(ADJUSTMENT, {
    id: adjustmentId,
    act,
    verdict: {
      agrees: true,
      carryOut: async (tx, row) => {
        const { balanceMicros, ...state } = await readTarget(tx, targetOf(row), { lock: true });
        checkAdjustment({ ...state, balanceMicros }, row.amountMicros, act.actorId, locale);
        if (balanceMicros !== seenBalanceMicros) throw new DomainError('balance_changed');
        const posted = await postAsked(tx, row, act.actorId, null);
        return {
          before: { status: row.status, balanceMicros: String(balanceMicros) },
          after: { ...auditView(posted), balanceMicros: String(balanceMicros + row.amountMicros) },
          result: undefined,
        };
      },
    },
  });
}

/** Says no, with a reason. Throws what `decide` names. */
export async function rejectAdjustment(
  { adjustmentId, note }: { adjustmentId: bigint; note: string },
  act: Act,
): Promise<void> {
  await decide(ADJUSTMENT, { id: adjustmentId, act, verdict: { agrees: false, note } });
}

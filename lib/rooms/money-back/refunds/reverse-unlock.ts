import 'server-only';
import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { db, type Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { getUnlock, lockReaderLots, type ReversalSource } from '@/lib/ground/ledger';
import { applyApprovalLimit, askOnce, expireOne } from '@/lib/rooms/approvals';
import { askReversal } from './ask-reversal';
import { TRANSACTION } from './lock-refund';
import { postReversal } from './post-reversal';
import { EXPIRING_REVERSAL } from './reversal-approval';

export interface ReverseUnlockInput {
  unlockId: bigint;
  /** Who pays, as the preview showed it. */
  source: ReversalSource;
  note: string;
  act: Act;
  /** For amounts in messages. */
  locale: string;
}

export interface AskedReversal {
  /** `waiting`: a second admin has to agree; nothing has moved. */
  status: 'reversed' | 'waiting';
  amountMicros: bigint;
}

/**
 * An admin takes an unlock back after its window; the money returns to the reader's lots, at the cost that
 * `source` names. Where that costs the platform more than one admin may decide within a day, a second one is
 * asked instead. Happens once, with its audit row in the same transaction. Throws `not_found`, `own_account`
 * (the admin's own, as reader or creator), `already_refunded`, `already_asked`, `balance_changed` (settled
 * meanwhile) and `creator_short`; then nothing has moved.
 */
export async function reverseUnlock(input: ReverseUnlockInput): Promise<AskedReversal> {
  const { unlockId, source, note, act, locale } = input;
  // Who asks at once without the lock that is taken here finds what the other has written.
  return askOnce('reversal_requests_open_key', () =>
    db.$transaction(async (tx) => {
      const unlock = await getUnlock(tx, unlockId);
      if (!unlock) throw new DomainError('not_found');
      await lockReaderLots(tx, unlockId);
      await freeTheWay(tx, unlockId);
      await applyApprovalLimit(tx, unlock.currency);
      const reversal = { unlockId, source, note, actorId: act.actorId };
      const posted = await postReversal(tx, reversal, locale);
      if (!posted) return { status: 'waiting', amountMicros: await askReversal(tx, reversal, act) };
      await writeAudit(
        tx,
        auditOf(act, {
          action: 'reverse_unlock',
          subjectType: 'unlock',
          subjectId: unlockId,
          after: { ...posted.view, note },
        }),
      );
      return { status: 'reversed', amountMicros: posted.amountMicros };
    }, TRANSACTION),
  );
}

/** One request at a time; one that ran out gives way, ended or not. Throws `already_asked`. */
async function freeTheWay(tx: Tx, unlockId: bigint): Promise<void> {
  const now = new Date();
  const open = await tx.reversalRequest.findFirst({ where: { unlockId, status: 'pending' } });
  if (!open) return;
  if (open.expiresAt > now) throw new DomainError('already_asked');
  await expireOne(tx, EXPIRING_REVERSAL, open.id, now);
}

import 'server-only';
import type { Act } from '@/lib/core/actor';
import { isCurrencyCode } from '@/lib/core/currencies';
import { db, type Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { askOnce, decide, noteRequest } from '@/lib/rooms/approvals';
import { type AskedCharge, PROCESSOR_CHARGE, showCharge } from './charge-approval';

/** The part of a difference that may be posted as the processor's own cost: unexplained, nobody's. */
export function isPostable({
  kind,
  category,
  currency,
}: {
  kind: string;
  category: string;
  currency: string;
}): boolean {
  return kind === 'missing_here' && category === 'other' && isCurrencyCode(currency);
}

/** Asks to post a difference as the processor's cost. Throws `not_found`, `wrong_state`, `already_asked`. */
export async function requestCharge(
  { runId, number, note }: { runId: bigint; number: number; note: string },
  act: Act,
): Promise<bigint> {
  const difference = await db.reconciliationDifference.findUnique({
    where: { runId_number: { runId, number } },
  });
  if (!difference) throw new DomainError('not_found');
  const transaction = await db.processorTransaction.findUnique({
    where: { id: difference.transactionRef ?? '' },
  });
  if (!isPostable(difference) || !transaction) throw new DomainError('wrong_state');
  const { sourceRef, transactionRef, key: differenceKey, currency, happenedAt } = difference;
  const { amountMicros, feeMicros } = transaction;
  return askOnce('processor_charges_live_key', () =>
    db.$transaction(async (tx) => {
      const row = await tx.processorCharge.create({
        data: {
          key: sourceRef ?? String(transactionRef),
          ...{ currency, amountMicros, feeMicros, happenedAt, differenceKey, note },
          requesterId: act.actorId,
        },
      });
      const after = { difference: `${runId}.${number}`, amountMicros: String(amountMicros), currency, note };
      await noteRequest(tx, PROCESSOR_CHARGE, {
        row: { ...row, decider: null, expiresAt: null },
        act,
        after,
      });
      return row.id;
    }),
  );
}

interface Decision {
  id: bigint;
  agrees: boolean;
  note: string;
}

/** A second admin agrees, which posts and explains in one transaction, or says no. Throws as `decide`. */
export async function decideCharge({ id, agrees, note }: Decision, act: Act): Promise<void> {
  const carryOut = async (tx: Tx, charge: AskedCharge) => {
    await tx.processorCharge.update({
      where: { id },
      data: { status: 'posted', deciderId: act.actorId, decidedAt: new Date(), decisionNote: note },
    });
    const { differenceKey } = charge;
    await tx.differenceNote.create({
      data: { differenceKey, explains: true, note: charge.note, authorId: act.actorId },
    });
    return { after: showCharge(charge, note), result: undefined };
  };
  const verdict = agrees ? ({ agrees, carryOut } as const) : ({ agrees, note } as const);
  await decide(PROCESSOR_CHARGE, { id, act, verdict });
}

/** Charges of the processor that wait for a second admin, the oldest first. */
export function listPendingCharges() {
  return db.processorCharge.findMany({
    where: { status: 'pending' },
    orderBy: { id: 'asc' },
    include: { requester: { select: { email: true } } },
  });
}

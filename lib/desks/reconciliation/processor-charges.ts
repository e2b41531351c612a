import 'server-only';
import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { isCurrencyCode } from '@/lib/core/currencies';
import { db, type Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { isUniqueViolation } from '@/lib/core/is-unique-violation';

/** What of a difference can be posted as a cost of the processor's own: nothing here explains it, and it is nobody's charge. */
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

/**
 * Asks for a difference to be posted as a cost of the processor's own; another admin must agree. Throws `not_found`,
 * `wrong_state` for a difference that is something else, and `already_asked`.
 */
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
  try {
    return await db.$transaction(async (tx) => {
      const { id } = await tx.processorCharge.create({
        data: {
          key: sourceRef ?? String(transactionRef),
          ...{ currency, amountMicros, feeMicros, happenedAt, differenceKey, note },
          requesterId: act.actorId,
        },
        select: { id: true },
      });
      const after = { difference: `${runId}.${number}`, amountMicros: String(amountMicros), currency, note };
      await audit(tx, act, 'request_processor_charge', id, after);
      return id;
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new DomainError('already_asked', { cause: error });
    throw error;
  }
}

interface Decision {
  id: bigint;
  agrees: boolean;
  note: string;
}

/**
 * A second admin agrees, and the charge is posted and its difference explained in the same transaction, or says no; whoever
 * asked may take it back like this. Throws `not_found`, `already_decided` and `second_admin_needed`.
 */
export async function decideCharge({ id, agrees, note }: Decision, act: Act): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 AS held FROM processor_charges WHERE id = ${id} FOR UPDATE`;
    const charge = await tx.processorCharge.findUnique({
      where: { id },
      include: { decider: { select: { email: true } } },
    });
    if (!charge) throw new DomainError('not_found');
    if (charge.status !== 'pending')
      throw new DomainError('already_decided', { details: { who: charge.decider?.email ?? '–' } });
    if (agrees && charge.requesterId === act.actorId) throw new DomainError('second_admin_needed');
    const status = agrees ? 'posted' : 'rejected';
    await tx.processorCharge.update({
      where: { id },
      data: { status, deciderId: act.actorId, decidedAt: new Date(), decisionNote: note },
    });
    if (agrees)
      await tx.differenceNote.create({
        data: {
          differenceKey: charge.differenceKey,
          explains: true,
          note: charge.note,
          authorId: act.actorId,
        },
      });
    const action = agrees ? 'post_processor_charge' : 'reject_processor_charge';
    await audit(tx, act, action, id, {
      amountMicros: String(charge.amountMicros),
      currency: charge.currency,
      note,
    });
  });
}

type Action = 'request_processor_charge' | 'post_processor_charge' | 'reject_processor_charge';

async function audit(tx: Tx, act: Act, action: Action, subjectId: bigint, after: Record<string, string>) {
  await writeAudit(tx, auditOf(act, { action, subjectType: 'processor_charge', subjectId, after }));
}

/** Charges of the processor that wait for a second admin, the oldest first. */
export function listPendingCharges() {
  return db.processorCharge.findMany({
    where: { status: 'pending' },
    orderBy: { id: 'asc' },
    include: { requester: { select: { email: true } } },
  });
}

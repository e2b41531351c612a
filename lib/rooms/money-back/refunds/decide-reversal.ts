import 'server-only';
import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { db, type Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import type { Prisma } from '@/lib/generated/prisma/client';
import { lockReaderLots } from '@/lib/ground/ledger';
import { TRANSACTION } from './lock-refund';
import { postReversal } from './post-reversal';

type RequestRow = Prisma.ReversalRequestGetPayload<Record<string, never>>;

/**
 * A second admin agrees, and the unlock is taken back in the same transaction as whoever asked wanted it. Of two who agree
 * at once one does it and the other is told. Throws `not_found`, `already_decided`, `request_expired`,
 * `second_admin_needed`, `own_account` and what `reverseUnlock` names; then nothing has moved.
 */
export async function approveReversal({
  requestId,
  act,
  locale,
}: {
  requestId: bigint;
  act: Act;
  locale: string;
}): Promise<{ amountMicros: bigint }> {
  return db.$transaction(async (tx) => {
    const asked = await tx.reversalRequest.findUnique({
      where: { id: requestId },
      select: { unlockId: true },
    });
    if (!asked) throw new DomainError('not_found');
    await lockReaderLots(tx, asked.unlockId);
    const request = await lockPending(tx, requestId);
    const { unlockId, source, note, requesterId } = request;
    if (requesterId === act.actorId) throw new DomainError('second_admin_needed');
    if (request.expiresAt <= new Date()) throw new DomainError('request_expired');
    if (await hasPart(tx, act.actorId, unlockId)) throw new DomainError('own_account');
    await tx.reversalRequest.update({
      where: { id: requestId },
      data: { status: 'posted', deciderId: act.actorId, decidedAt: new Date() },
    });
    const posted = await postReversal(
      tx,
      { unlockId, source, note, actorId: requesterId, requestId },
      locale,
    );
    if (!posted) throw new Error(`reversal request ${requestId} was agreed to and refused`);
    await writeAudit(
      tx,
      auditOf(act, {
        action: 'approve_reversal',
        subjectType: 'unlock',
        subjectId: unlockId,
        before: { request: String(requestId), status: request.status },
        after: { request: String(requestId), status: 'posted', ...posted.view, note },
      }),
    );
    return { amountMicros: posted.amountMicros };
  }, TRANSACTION);
}

/** Says no, with a reason; whoever asked may take the request back like this. Throws `not_found`, `already_decided`, `own_account`. */
export async function rejectReversal({
  requestId,
  reason,
  act,
}: {
  requestId: bigint;
  reason: string;
  act: Act;
}): Promise<void> {
  await db.$transaction(async (tx) => {
    const { unlockId, requesterId, status } = await lockPending(tx, requestId);
    if (await hasPart(tx, act.actorId, unlockId)) throw new DomainError('own_account');
    await tx.reversalRequest.update({
      where: { id: requestId },
      data: { status: 'rejected', deciderId: act.actorId, decidedAt: new Date(), decisionNote: reason },
    });
    await writeAudit(
      tx,
      auditOf(act, {
        action: requesterId === act.actorId ? 'withdraw_reversal' : 'reject_reversal',
        subjectType: 'unlock',
        subjectId: unlockId,
        before: { request: String(requestId), status },
        after: { request: String(requestId), status: 'rejected', reason },
      }),
    );
  });
}

async function lockPending(tx: Tx, id: bigint): Promise<RequestRow> {
  await tx.$queryRaw`SELECT 1 AS held FROM reversal_requests WHERE id = ${id} FOR UPDATE`;
  const row = await tx.reversalRequest.findUnique({
    where: { id },
    include: { decider: { select: { email: true } } },
  });
  if (!row) throw new DomainError('not_found');
  const { decider, ...request } = row;
  if (row.status === 'expired') throw new DomainError('request_expired');
  if (row.status !== 'pending')
    throw new DomainError('already_decided', { details: { who: decider?.email ?? '–' } });
  return request;
}

/** Whether it is this person's own unlock, or the sale of their own item. */
async function hasPart(tx: Tx, person: bigint, unlockId: bigint): Promise<boolean> {
  const [row] = await tx.$queryRaw<
    { has: boolean }[]
  >`SELECT has_part_in_unlock(${person}, ${unlockId}) AS has`;
  return row?.has !== false;
}

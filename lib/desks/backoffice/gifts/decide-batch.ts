import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import type { AuditAction } from '@/lib/core/audit-actions';
import { db, type Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { fromSqlState } from '@/lib/core/sql-states';
import type { GiftBatch } from '@/lib/generated/prisma/client';
import { applyApprovalLimit } from '@/lib/rooms/approvals';

/**
 * Whoever read the file says yes to its good lines: they are posted by the worker, or wait for a second admin when they are
 * more than the limit together with what else the same admin did alone within a day. Safe to repeat. Throws `not_found`,
 * `already_decided`, `invalid_input` when no line is good, and `gifts_repeat` when a batch that was agreed to before says the
 * same, unless `repeatsId` names it.
 */
export async function confirmBatch(
  { batchId, note, repeatsId = null }: { batchId: bigint; note: string; repeatsId?: bigint | null },
  act: Act,
): Promise<'waiting' | 'posting'> {
  return db.$transaction(async (tx) => {
    const batch = await lockBatch(tx, batchId);
    if (batch.requesterId !== act.actorId) throw new DomainError('not_found');
    if (batch.status === 'waiting' || batch.status === 'posting') return batch.status;
    if (batch.status !== 'checked') throw decided(batch);
    if (batch.goodCount === 0) throw new DomainError('invalid_input');
    const repeated = await findRepeated(tx, batchId);
    if (repeated !== null && repeated !== repeatsId)
      throw new DomainError('gifts_repeat', { details: { number: String(repeated) } });
    await applyApprovalLimit(tx, batch.currency);
    const status = (await needsApproval(tx, batchId)) ? 'waiting' : 'posting';
    await tx.giftBatch.update({ where: { id: batchId }, data: { status, note, repeatsId: repeated } });
    await audit(
      tx,
      act,
      status === 'waiting' ? 'request_gift_batch' : 'post_gift_batch',
      { ...batch, repeatsId: repeated },
      status,
      note,
    );
    if (status === 'posting') await wakeWorker(tx);
    return status;
  });
}

/** The latest batch that was agreed to and says the same as this one. Of two that are confirmed at once the second sees the first. */
async function findRepeated(tx: Tx, batchId: bigint): Promise<bigint | null> {
  const [row] = await tx.$queryRaw<{ id: bigint | null }[]>`SELECT gift_batch_repeated(${batchId}) AS id`;
  return row?.id ?? null;
}

/** Judged behind the lock of the admin's row: of two acts at once the second sees the first. */
async function needsApproval(tx: Tx, batchId: bigint): Promise<boolean> {
  const [row] = await tx.$queryRaw<
    { needed: boolean }[]
  >`SELECT gift_batch_needs_approval(${batchId}) AS needed`;
  return row?.needed !== false;
}

/** A second admin agrees. Throws `not_found`, `already_decided`, `second_admin_needed`, `own_account` for a recipient. */
export async function approveBatch(batchId: bigint, act: Act): Promise<void> {
  try {
    await db.$transaction(async (tx) => {
      const batch = await lockBatch(tx, batchId);
      if (batch.status !== 'waiting') throw decided(batch);
      if (batch.requesterId === act.actorId) throw new DomainError('second_admin_needed');
      await tx.giftBatch.update({
        where: { id: batchId },
        data: { status: 'posting', deciderId: act.actorId },
      });
      await audit(tx, act, 'approve_gift_batch', batch, 'posting');
      await wakeWorker(tx);
    });
  } catch (error) {
    throw fromSqlState(error);
  }
}

/** Says no, or takes the own batch back. Throws `not_found`, `already_decided`. */
export async function rejectBatch(
  { batchId, note }: { batchId: bigint; note: string },
  act: Act,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const batch = await lockBatch(tx, batchId);
    if (batch.status !== 'waiting' && batch.status !== 'checked') throw decided(batch);
    await tx.giftBatch.update({
      where: { id: batchId },
      data: { status: 'rejected', deciderId: act.actorId, decisionNote: note, finishedAt: new Date() },
    });
    await audit(tx, act, 'reject_gift_batch', batch, 'rejected', note);
  });
}

type Locked = GiftBatch & { decider: { email: string } | null };

async function lockBatch(tx: Tx, id: bigint): Promise<Locked> {
  await tx.$queryRaw`SELECT 1 AS held FROM gift_batches WHERE id = ${id} FOR UPDATE`;
  const batch = await tx.giftBatch.findUnique({
    where: { id },
    include: { decider: { select: { email: true } } },
  });
  if (!batch) throw new DomainError('not_found');
  return batch;
}

const decided = ({ decider }: Locked) =>
  new DomainError('already_decided', { details: { who: decider?.email ?? '–' } });

function audit(
  tx: Tx,
  act: Act,
  action: AuditAction,
  batch: GiftBatch,
  status: string,
  note?: string,
): Promise<void> {
  const { id, goodCount, goodMicros, currency, repeatsId } = batch;
  const after = {
    ...{ status, goodCount, goodMicros: String(goodMicros), currency },
    ...(note && { note }),
    ...(repeatsId && { repeats: String(repeatsId) }),
  };
  return writeAudit(
    tx,
    auditOf(act, {
      action,
      subjectType: 'gift_batch',
      subjectId: id,
      before: { status: batch.status },
      after,
    }),
  );
}

/** So that nobody waits for the worker's next minute. Where no worker has ever run, its first round finds the batch. */
async function wakeWorker(tx: Tx): Promise<void> {
  const [row] = await tx.$queryRaw<{ there: boolean }[]>`
    SELECT to_regprocedure('graphile_worker.add_job(text,json,text,timestamptz,int,text,int,text[],text)') IS NOT NULL AS there`;
  if (row?.there)
    await tx.$executeRaw`SELECT graphile_worker.add_job('post-gifts', max_attempts => 1, job_key => 'post-gifts')`;
}

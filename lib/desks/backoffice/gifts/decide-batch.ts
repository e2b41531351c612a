import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { db, type Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { applyApprovalLimit, decide, noteRequest } from '@/lib/rooms/approvals';
import { GIFT_BATCH, showBatch } from './approval';

/**
 * The admin who read the file says yes to its good lines: they are posted by the worker, or wait for a second
 * admin when they are more than the limit together with what else the same admin did alone within a day. Safe
 * to repeat. Throws `not_found`, `already_decided`, `invalid_input` when no line is good, and `gifts_repeat`
 * when a batch that was agreed to before says the same, unless `repeatsId` names it.
 */
export async function confirmBatch(
  { batchId, note, repeatsId = null }: { batchId: bigint; note: string; repeatsId?: bigint | null },
  act: Act,
): Promise<'waiting' | 'posting'> {
  return db.$transaction(async (tx) => {
    const batch = await GIFT_BATCH.lock(tx, batchId);
    if (!batch) throw new DomainError('not_found');
    if (batch.requesterId !== act.actorId) throw new DomainError('not_found');
    if (batch.status === 'waiting' || batch.status === 'posting') return batch.status;
    if (batch.status !== 'checked')
      throw new DomainError('already_decided', { details: { who: batch.decider?.email ?? '–' } });
    if (batch.goodCount === 0) throw new DomainError('invalid_input');
    const repeated = await findRepeated(tx, batchId);
    if (repeated !== null && repeated !== repeatsId)
      throw new DomainError('gifts_repeat', { details: { number: String(repeated) } });
    await applyApprovalLimit(tx, batch.currency);
    const status = (await needsApproval(tx, batchId)) ? 'waiting' : 'posting';
    await tx.giftBatch.update({ where: { id: batchId }, data: { status, note, repeatsId: repeated } });
    const shown = showBatch({ ...batch, repeatsId: repeated }, status, note);
    if (status === 'waiting') await noteRequest(tx, GIFT_BATCH, { row: batch, act, ...shown });
    else
      await writeAudit(
        tx,
        auditOf(act, { action: 'post_gift_batch', ...GIFT_BATCH.subjectOf(batch), ...shown }),
      );
    if (status === 'posting') await wakeWorker(tx);
    return status;
  });
}

/** The latest agreed batch that says the same as this one. Of two at once the second sees the first. */
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

/** A second admin agrees. Throws what `decide` names; `own_account` is for a recipient. */
export async function approveBatch(batchId: bigint, act: Act): Promise<void> {
  await decide(GIFT_BATCH, {
    id: batchId,
    act,
    verdict: {
      agrees: true,
      carryOut: async (tx, batch) => {
        await tx.giftBatch.update({
          where: { id: batchId },
          data: { status: 'posting', deciderId: act.actorId },
        });
        await wakeWorker(tx);
        return { ...showBatch(batch, 'posting'), result: undefined };
      },
    },
  });
}

/** Says no, or takes the own batch back, also before it waits. Throws what `decide` names. */
export async function rejectBatch(
  { batchId, note }: { batchId: bigint; note: string },
  act: Act,
): Promise<void> {
  await decide(GIFT_BATCH, { id: batchId, act, verdict: { agrees: false, note } });
}

/** So that nobody waits for the worker's next minute. Without a worker its first round finds it. */
async function wakeWorker(tx: Tx): Promise<void> {
  const [row] = await tx.$queryRaw<{ there: boolean }[]>`
    SELECT to_regprocedure('graphile_worker.add_job(text,json,text,timestamptz,int,text,int,text[],text)') IS
      NOT NULL AS there`;
  if (row?.there)
    await tx.$executeRaw`SELECT graphile_worker.add_job('post-gifts', max_attempts => 1, job_key =>
      'post-gifts')`;
}

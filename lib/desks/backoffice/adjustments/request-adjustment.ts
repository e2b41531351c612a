import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import type { Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { writeOnce } from '@/lib/core/idempotency';
import { isUniqueViolation } from '@/lib/core/is-unique-violation';
import type { Adjustment } from '@/lib/generated/prisma/client';
import type { AdjustmentReason } from '@/lib/generated/prisma/enums';
import { applyApprovalLimit, noteRequest, requestEnds } from '@/lib/rooms/approvals';
import { ADJUSTMENT } from './approval';
import { auditView } from './audit-view';
import { postAsked } from './post-asked';
import { attachmentNeeded, checkAdjustment } from './preview-adjustment';
import { readTarget, type Target, type TargetState } from './targets';

export interface AdjustmentInput {
  target: Target;
  /** Signed: above zero is a credit to the person. */
  amountMicros: bigint;
  /** For a new gift; null: it never expires. */
  giftExpiresAt: Date | null;
  reason: AdjustmentReason;
  note: string;
  /** Made by the form: the same request is the same adjustment. */
  requestKey: string;
  /** What the preview showed: if it is no longer true, nothing is posted. */
  seenBalanceMicros: bigint;
  /** An uploaded file of the same admin. */
  fileId: bigint | null;
  /** The file may stand behind another adjustment too: it was said, and it is meant. */
  fileAgain?: boolean;
  /** The adjustment that this one takes back. */
  reversesId?: bigint;
}

export interface AskedAdjustment {
  id: bigint;
  /** `pending`: a second admin has to agree; nothing is posted. */
  status: 'pending' | 'posted' | 'rejected' | 'expired';
}

/**
 * Puts a balance right at once, or asks a second admin where the limit says so: row, evidence, posting and
 * audit row in one transaction. The same request key with the same content is the same adjustment; with other
 * content it is `invalid_input`. Throws `not_found`, `own_account`, `exceeds_balance`, `balance_changed`,
 * `attachment_needed`, `file_unsuitable`, `file_repeats`, `already_reversed`. `locale` is for amounts in
 * messages.
 */
export async function requestAdjustment(
  input: AdjustmentInput,
  act: Act,
  locale: string,
): Promise<AskedAdjustment> {
  const { requestKey, target } = input;
  const requesterId = act.actorId;
  try {
    const { row } = await writeOnce<Adjustment, TargetState>(
      {
        find: (tx) =>
          tx.adjustment.findUnique({
            where: { requesterId_requestKey: { requesterId, requestKey } },
          }),
        isSame: (known) => isSame(known, input),
        // Behind it a twin finds what the first has written, before the balance that the first has changed is
        // compared.
        lock: (tx) => readTarget(tx, target, { lock: true }),
        write: (tx, state) => write(tx, { ...input, state }, act, locale),
      },
      { timeout: 15_000 },
    );
    return { id: row.id, status: row.status };
  } catch (error) {
    if (isUniqueViolation(error, 'adjustments_reversal_key'))
      throw new DomainError('already_reversed', { cause: error });
    throw error;
  }
}

function isSame(known: Adjustment, { target, amountMicros, note, reversesId }: AdjustmentInput): boolean {
  return (
    known.target === target.kind &&
    (target.kind === 'creator' ? known.creatorId === target.creatorId : known.walletId === target.walletId) &&
    known.amountMicros === amountMicros &&
    known.note === note &&
    known.reversesId === (reversesId ?? null)
  );
}

type Writing = AdjustmentInput & { state: TargetState };

async function write(tx: Tx, input: Writing, act: Act, locale: string): Promise<Adjustment> {
  const { state, target, amountMicros, giftExpiresAt, reversesId } = input;
  checkAdjustment(state, amountMicros, act.actorId, locale);
  if (state.balanceMicros !== input.seenBalanceMicros) throw new DomainError('balance_changed');
  if (giftExpiresAt && giftExpiresAt <= new Date())
    throw new DomainError('invalid_input', { fieldErrors: { giftExpiresAt: 'datePast' } });
  const evidence = attachmentNeeded(target.kind, amountMicros) && reversesId === undefined;
  if (evidence && input.fileId === null)
    throw new DomainError('attachment_needed', { fieldErrors: { fileId: 'attachmentNeeded' } });

  await applyApprovalLimit(tx, state.currency);
  const row = await tx.adjustment.create({
    data: {
      target: state.target,
      walletId: state.walletId,
      creatorId: state.creatorId,
      accountId: state.accountId,
      ownerId: state.ownerId,
      currency: state.currency,
      amountMicros,
      giftExpiresAt,
      reason: input.reason,
      note: input.note,
      requesterId: act.actorId,
      requestKey: input.requestKey,
      seenBalanceMicros: state.balanceMicros,
      // The database decides.
      needsApproval: true,
      reversesId: reversesId ?? null,
      expiresAt: requestEnds(),
    },
  });
  if (input.fileId !== null) await linkFile(tx, input, row.id, act);
  if (row.needsApproval) {
    await noteRequest(tx, ADJUSTMENT, { row: { ...row, decider: null }, act, after: auditView(row) });
    return row;
  }
  const posted = await postAsked(tx, row, null, null);
  await writeAudit(
    tx,
    auditOf(act, {
      action: reversesId === undefined ? 'post_adjustment' : 'reverse_adjustment',
      subjectType: 'adjustment',
      subjectId: row.id,
      before: { balanceMicros: String(state.balanceMicros) },
      after: { ...auditView(posted), balanceMicros: String(state.balanceMicros + amountMicros) },
    }),
  );
  return posted;
}

/** Asks once whether the same bytes stand behind another adjustment; the audit log keeps the answer. */
async function linkFile(
  tx: Tx,
  { fileId, fileAgain }: Pick<AdjustmentInput, 'fileId' | 'fileAgain'>,
  adjustmentId: bigint,
  act: Act,
): Promise<void> {
  const where = { id: fileId ?? 0n, uploaderId: act.actorId, adjustmentId: null };
  const file = await tx.adjustmentFile.findFirst({ where, select: { contentHash: true } });
  if (!file) throw new DomainError('file_unsuitable', { fieldErrors: { fileId: 'fileUnsuitable' } });
  await tx.$queryRaw`SELECT 1 AS held FROM (SELECT
    pg_advisory_xact_lock(hashtextextended(${file.contentHash}, 0))) l`;
  const earlier = await tx.adjustmentFile.findFirst({
    where: { contentHash: file.contentHash, adjustment: { status: { in: ['pending', 'posted'] } } },
    orderBy: { id: 'desc' },
    select: { adjustmentId: true },
  });
  const number = earlier?.adjustmentId ? String(earlier.adjustmentId) : null;
  if (number && !fileAgain)
    throw new DomainError('file_repeats', { details: { number }, fieldErrors: { fileId: 'file_repeats' } });
  const { count } = await tx.adjustmentFile.updateMany({ where, data: { adjustmentId } });
  if (count === 0) throw new DomainError('file_unsuitable', { fieldErrors: { fileId: 'fileUnsuitable' } });
  if (!number) return;
  const subject = { action: 'repeat_evidence', subjectType: 'adjustment', subjectId: adjustmentId } as const;
  await writeAudit(tx, auditOf(act, { ...subject, after: { repeats: number } }));
}

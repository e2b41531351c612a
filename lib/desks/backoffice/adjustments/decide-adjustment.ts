import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { db, type Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import type { Adjustment } from '@/lib/generated/prisma/client';
import { auditView } from './audit-view';
import { postAsked } from './post-asked';
import { checkAdjustment } from './preview-adjustment';
import { readTarget, type Target } from './targets';

interface Approval {
  adjustmentId: bigint;
  /** The balance that the approver was shown. */
  seenBalanceMicros: bigint;
}

/** Where a written adjustment goes. */
export function targetOf(row: Adjustment): Target {
  const { walletId, creatorId, accountId, currency } = row;
  if (creatorId !== null) return { kind: 'creator', creatorId, currency };
  if (row.target === 'paid') return { kind: 'paid', walletId: walletId ?? 0n };
  return { kind: 'gift', walletId: walletId ?? 0n, accountId };
}

/**
 * A second admin agrees, and it is posted in the same transaction. Of two who agree at once one posts and the other is
 * told. Throws `not_found`, `already_decided`, `request_expired`, `second_admin_needed`, `own_account`, `balance_changed`,
 * `exceeds_balance`.
 */
export async function approveAdjustment(
  { adjustmentId, seenBalanceMicros }: Approval,
  act: Act,
  locale: string,
): Promise<void> {
  await db.$transaction(
    async (tx) => {
      const row = await lockPending(tx, adjustmentId, act);
      if (row.requesterId === act.actorId) throw new DomainError('second_admin_needed');
      if (row.expiresAt <= new Date()) throw new DomainError('request_expired');
      const state = await readTarget(tx, targetOf(row), { lock: true });
      checkAdjustment(state, row.amountMicros, act.actorId, locale);
      if (state.balanceMicros !== seenBalanceMicros) throw new DomainError('balance_changed');
      const posted = await postAsked(tx, row, act.actorId, null);
      await writeAudit(
        tx,
        auditOf(act, {
          action: 'approve_adjustment',
          subjectType: 'adjustment',
          subjectId: adjustmentId,
          before: { status: row.status, balanceMicros: String(state.balanceMicros) },
          after: { ...auditView(posted), balanceMicros: String(state.balanceMicros + row.amountMicros) },
        }),
      );
    },
    { timeout: 15_000 },
  );
}

/** Says no, with a reason; whoever asked may take the request back like this. Throws `not_found`, `already_decided`, `own_account`. */
export async function rejectAdjustment(
  { adjustmentId, note }: { adjustmentId: bigint; note: string },
  act: Act,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const row = await lockPending(tx, adjustmentId, act);
    const rejected = await tx.adjustment.update({
      where: { id: adjustmentId },
      data: { status: 'rejected', deciderId: act.actorId, decidedAt: new Date(), decisionNote: note },
    });
    await writeAudit(
      tx,
      auditOf(act, {
        action: row.requesterId === act.actorId ? 'withdraw_adjustment' : 'reject_adjustment',
        subjectType: 'adjustment',
        subjectId: adjustmentId,
        before: { status: row.status },
        after: { ...auditView(rejected), note },
      }),
    );
  });
}

async function lockPending(tx: Tx, id: bigint, act: Act): Promise<Adjustment> {
  await tx.$queryRaw`SELECT 1 AS held FROM adjustments WHERE id = ${id} FOR UPDATE`;
  const row = await tx.adjustment.findUnique({
    where: { id },
    include: { decider: { select: { email: true } } },
  });
  if (!row) throw new DomainError('not_found');
  const { decider, ...adjustment } = row;
  if (row.status === 'expired') throw new DomainError('request_expired');
  if (row.status !== 'pending')
    throw new DomainError('already_decided', { details: { who: decider?.email ?? '–' } });
  if (row.ownerId === act.actorId) throw new DomainError('own_account');
  return adjustment;
}

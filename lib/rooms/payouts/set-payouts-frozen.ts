import 'server-only';
import { randomUUID } from 'node:crypto';
import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';

interface FreezeInput {
  creatorId: bigint;
  /** The admin who decides. */
  actorId: bigint;
  /** Why payouts stop; null lets them go on. */
  reason: string | null;
  /** Why they go on, for the audit log. */
  why?: string;
  /** From where and in which request, for the audit log. */
  address?: string;
  requestId?: string;
}

/** Stops or allows a creator's new payouts; those on their way go on. Throws `invalid_input`. */
export async function setPayoutsFrozen({
  creatorId,
  actorId,
  reason,
  why,
  address,
  requestId,
}: FreezeInput): Promise<void> {
  if (reason?.trim() === '') throw new DomainError('invalid_input');
  await db.$transaction(async (tx) => {
    const before = await tx.payoutAccount.findUnique({
      where: { creatorId },
      select: { frozenReason: true },
    });
    const change = { frozenAt: reason === null ? null : new Date(), frozenReason: reason };
    await tx.payoutAccount.upsert({
      where: { creatorId },
      create: { creatorId, creationKey: randomUUID(), ...change },
      update: change,
    });
    await writeAudit(tx, {
      actorId,
      action: reason === null ? 'unfreeze_payouts' : 'freeze_payouts',
      subjectType: 'creator',
      subjectId: String(creatorId),
      before: { reason: before?.frozenReason ?? null },
      after: { reason, ...(why !== undefined && { why }) },
      address,
      requestId,
    });
  });
}

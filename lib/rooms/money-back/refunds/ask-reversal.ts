import { DAY_MS } from '@/lib/core/time';
import 'server-only';
import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import type { Tx } from '@/lib/core/db';
import type { ReversalInput } from '@/lib/ground/ledger';
import { REQUEST_DAYS } from '@/lib/rooms/approvals';

/** Writes the request for a second admin and its audit row, in the caller's transaction. Resolves to what the platform would bear. */
export async function askReversal(
  tx: Tx,
  { unlockId, source, note }: ReversalInput,
  act: Act,
): Promise<bigint> {
  const { id, lossMicros } = await tx.reversalRequest.create({
    data: {
      unlockId,
      source,
      note,
      requesterId: act.actorId,
      // The database finds it out.
      lossMicros: 0n,
      expiresAt: new Date(Date.now() + REQUEST_DAYS * DAY_MS),
    },
  });
  await writeAudit(
    tx,
    auditOf(act, {
      action: 'request_reversal',
      subjectType: 'unlock',
      subjectId: unlockId,
      after: { request: String(id), source, lossMicros: String(lossMicros), note },
    }),
  );
  return lossMicros;
}

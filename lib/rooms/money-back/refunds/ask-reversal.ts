import 'server-only';
import type { Act } from '@/lib/core/actor';
import type { Tx } from '@/lib/core/db';
import type { ReversalInput } from '@/lib/ground/ledger';
import { noteRequest, requestEnds } from '@/lib/rooms/approvals';
import { REVERSAL } from './reversal-approval';

/** Writes the request for a second admin, audited. Resolves to what the platform would bear. */
export async function askReversal(
  tx: Tx,
  { unlockId, source, note }: ReversalInput,
  act: Act,
): Promise<bigint> {
  const row = await tx.reversalRequest.create({
    data: {
      unlockId,
      source,
      note,
      requesterId: act.actorId,
      // The database finds it out.
      lossMicros: 0n,
      expiresAt: requestEnds(),
    },
  });
  const { id, lossMicros } = row;
  const after = { request: String(id), source, lossMicros: String(lossMicros), note };
  await noteRequest(tx, REVERSAL, { row: { ...row, decider: null }, act, after });
  return lossMicros;
}

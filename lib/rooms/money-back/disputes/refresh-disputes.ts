import 'server-only';
import { db } from '@/lib/core/db';
import { HOUR_MS } from '@/lib/core/time';
import { noteRefusal } from '@/lib/rooms/odd-money';
import { applyDispute } from './apply-dispute';

const BATCH = 25;

/**
 * Asks Stripe about disputes whose webhook may have been lost: open ones every hour. Each is claimed before
 * it is asked about; one that fails is logged and does not stop the others. Resolves to how many were asked
 * about.
 */
export async function refreshDisputes(now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - HOUR_MS);
  const rows = await db.$queryRaw<{ id: bigint; disputeRef: string }[]>`
    UPDATE disputes SET asked_at = ${now}::timestamptz WHERE id IN (
      SELECT id FROM disputes WHERE closed_at IS NULL
        AND coalesce(asked_at, created_at) < ${before}::timestamptz
        AND NOT EXISTS (SELECT FROM odd_money o WHERE o.about = 'dispute' AND o.ref = disputes.id
          AND o.reason = 'refused' AND o.ended_at IS NULL)
      ORDER BY asked_at NULLS FIRST, id LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED
    ) RETURNING id, dispute_ref AS "disputeRef"`;
  for (const { id, disputeRef } of rows) {
    try {
      await applyDispute(disputeRef);
    } catch (error) {
      await noteRefusal({ about: 'dispute', ref: id, processorRef: disputeRef }, error);
    }
  }
  return rows.length;
}

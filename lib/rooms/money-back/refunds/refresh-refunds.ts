import 'server-only';
import { db } from '@/lib/core/db';
import { MINUTE_MS } from '@/lib/core/time';
import { noteRefusal } from '@/lib/rooms/odd-money';
import { applyRefund } from './apply-refund';
import { resumeRefund } from './send-refund';

const BATCH = 50;

/**
 * Asks Stripe about refunds whose end nobody told us: uncertain ones every minute, those under way every
 * hour. Each is claimed before it is asked about, so two workers don't ask twice; one that fails is logged
 * and does not stop the others. Resolves to how many were asked about.
 */
export async function refreshRefunds(now = new Date()): Promise<number> {
  const ids = await claim(now);
  for (const id of ids) {
    const refund = await db.refund.findUniqueOrThrow({ where: { id } });
    try {
      if (refund.status === 'created') await resumeRefund(refund);
      else if (refund.refundRef) await applyRefund(refund.refundRef);
    } catch (error) {
      const { refundRef, requestKey, walletId } = refund;
      await noteRefusal({ about: 'refund', ref: id, processorRef: refundRef ?? requestKey, walletId }, error);
    }
  }
  return ids.length;
}

async function claim(now: Date): Promise<bigint[]> {
  const before = (minutes: number) => new Date(now.getTime() - minutes * MINUTE_MS);
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    UPDATE refunds SET asked_at = ${now}::timestamptz WHERE id IN (
      SELECT id FROM refunds
      WHERE (status = 'created' OR status = 'pending' OR status = 'requires_action')
        AND coalesce(asked_at, created_at) < CASE WHEN status = 'created' THEN ${before(1)}::timestamptz
          ELSE ${before(60)}::timestamptz END
        AND NOT EXISTS (SELECT FROM odd_money o WHERE o.about = 'refund' AND o.ref = refunds.id
          AND o.reason = 'refused' AND o.ended_at IS NULL)
      ORDER BY asked_at NULLS FIRST, id LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED
    ) RETURNING id`;
  return rows.map(({ id }) => id);
}

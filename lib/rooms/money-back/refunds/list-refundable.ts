import 'server-only';
import type { Tx } from '@/lib/core/db';

export interface RefundableTopUp {
  topUpId: bigint;
  amountMicros: bigint;
  /** Given back or being given back. */
  refundedMicros: bigint;
  /** What the bank holds or has won: it cannot be refunded as well. */
  disputedMicros: bigint;
  /** Of the top-up alone; what the wallet holds may be less. */
  refundableMicros: bigint;
}

/** The wallet's paid top-ups with a charge, newest first, and what could still go back to each card. */
export function listRefundable(
  tx: Tx,
  walletId: bigint,
  options: { topUpId?: bigint; limit: number; onlyOpen?: boolean },
): Promise<RefundableTopUp[]> {
  const { topUpId = null, limit, onlyOpen = false } = options;
  return tx.$queryRaw<RefundableTopUp[]>`
    SELECT * FROM (
      SELECT t.id AS "topUpId", t.amount_micros AS "amountMicros", r.micros AS "refundedMicros", d.micros AS
        "disputedMicros",
        CASE WHEN d.micros > 0 OR t.charge_ref IS NULL THEN 0
          ELSE greatest(t.amount_micros - r.micros, 0) END AS "refundableMicros"
      FROM top_ups t
      CROSS JOIN LATERAL (SELECT coalesce(sum(amount_micros), 0)::bigint AS micros FROM refunds
        WHERE top_up_id = t.id AND status NOT IN ('failed', 'canceled')) r
      CROSS JOIN LATERAL (SELECT coalesce(-sum(m.amount_micros), 0)::bigint AS micros
        FROM disputes x JOIN dispute_movements m ON m.dispute_id = x.id WHERE x.top_up_id = t.id) d
      WHERE t.wallet_id = ${walletId} AND t.status = 'paid' AND (${topUpId}::bigint IS NULL
        OR t.id = ${topUpId}::bigint)
    ) paid WHERE NOT ${onlyOpen} OR "refundableMicros" > 0
    ORDER BY "topUpId" DESC LIMIT ${limit}`;
}

/** What open disputes hold of this wallet's money: if they are lost, the lot pays for them. */
export async function sumHeldByDisputes(tx: Tx, walletId: bigint): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ micros: bigint }[]>`
    SELECT coalesce(-sum(m.amount_micros), 0)::bigint AS micros
    FROM disputes x JOIN dispute_movements m ON m.dispute_id = x.id
    WHERE x.wallet_id = ${walletId} AND x.closed_at IS NULL`;
  return row && row.micros > 0n ? row.micros : 0n;
}

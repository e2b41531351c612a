import 'server-only';
import { db } from '@/lib/core/db';

export interface StatementItem {
  itemId: bigint;
  title: string;
  language: string;
  unlocks: number;
  grossMicros: bigint;
}

/**
 * What readers unlocked in the settlements that a payout pays for, per item, the dearest sum first. The sums
 * are of whole settlements, also of one that the payout pays in part. Ownership is in the query: another
 * creator's payout has no items. Reads the unlocks of those periods, once per view of a statement.
 */
export async function listStatementItems(creatorId: bigint, payoutId: bigint): Promise<StatementItem[]> {
  // The periods follow one another, so most often they are one range, which the time index finds.
  return db.$queryRaw<StatementItem[]>`
    WITH paid AS (
      SELECT p.currency, range_agg(tstzrange(s.from_at, s.cutoff_at, '(]')) AS periods
      FROM payouts p JOIN payout_lines l ON l.payout_id = p.id JOIN settlement_facts s
        ON s.id = l.settlement_id
      WHERE p.id = ${payoutId} AND p.creator_id = ${creatorId} GROUP BY p.currency
    )
    SELECT i.id AS "itemId", i.title, i.language, count(DISTINCT t.ref)::int AS unlocks,
      sum(t.amount_micros)::bigint AS "grossMicros"
    FROM paid
    JOIN account_facts a ON a.creator_id = ${creatorId} AND a.type = 'creator_pending'
      AND a.currency = paid.currency
    JOIN transfer_facts t ON t.credit_account_id = a.id AND t.kind = 'unlock'
      AND t.created_at > lower(paid.periods) AND t.created_at <= upper(paid.periods)
        AND t.created_at <@ paid.periods
    JOIN unlock_facts u ON u.id = t.ref AND u.refunded_at IS NULL
    JOIN items i ON i.id = u.item_id
    GROUP BY i.id ORDER BY "grossMicros" DESC, i.id`;
}

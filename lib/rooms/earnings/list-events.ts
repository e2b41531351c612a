import 'server-only';
import { pool } from '@/lib/core/db';
import type { Range } from './period';
import type { Filter } from './sum-rollups';

/** An unlock or a refund of a period, for its file. Who the reader is does not belong to the creator. */
export interface EarningsEvent {
  kind: 'unlock' | 'refund';
  unlockId: string;
  at: Date;
  title: string;
  slug: string;
  source: string;
  country: string;
  /** Below zero for a refund. */
  micros: bigint;
}

const PAGE = 1_000;

// What is rolled up, and what is not yet: each page reads both as of one moment, so no event is on neither
// side.
const EVENTS = `
  WITH p AS MATERIALIZED (SELECT unlock_id, refund_id FROM earnings_progress), events AS (
    SELECT 'unlock' AS kind, e.unlock_id, e.at, e.item_id, e.source, e.country, e.amount_micros AS micros
    FROM earnings_unlocks e WHERE e.creator_id = $1 AND e.currency = $2 AND e.at >= $3 AND e.at < $4
      AND e.at >= $5
    UNION ALL
    SELECT 'refund', e.unlock_id, e.refunded_at, e.item_id, e.source, e.country, -e.amount_micros
    FROM earnings_unlocks e WHERE e.creator_id = $1 AND e.currency = $2 AND e.refunded_at >= $3
      AND e.refunded_at < $4 AND e.refunded_at >= $5
    UNION ALL
    SELECT 'unlock', u.id, u.created_at, u.item_id, coalesce(v.source, 'unknown'), coalesce(v.country,
      'unknown'), u.price_micros
    FROM unlock_facts u JOIN items i ON i.id = u.item_id AND i.creator_id = $1
    LEFT JOIN LATERAL view_before_unlock(u.reader_id, u.item_id, u.created_at) v ON true
    WHERE u.currency = $2 AND u.id > $9 AND u.id > (SELECT unlock_id FROM p) AND u.created_at >= $3
      AND u.created_at < $4 AND u.created_at >= $5
    UNION ALL
    SELECT 'refund', n.unlock_id, n.at, n.item_id, coalesce(e.source, v.source, 'unknown'),
      coalesce(e.country, v.country, 'unknown'), -n.price_micros
    FROM unlock_refund_facts n JOIN items i ON i.id = n.item_id AND i.creator_id = $1
    LEFT JOIN earnings_unlocks e ON e.unlock_id = n.unlock_id
    LEFT JOIN LATERAL view_before_unlock(n.reader_id, n.item_id, n.unlocked_at) v ON e.unlock_id IS NULL
    WHERE n.currency = $2 AND n.id > $10 AND n.id > (SELECT refund_id FROM p) AND n.at >= $3 AND n.at < $4
      AND n.at >= $5
  )
  SELECT e.kind, e.unlock_id AS "unlockId", e.at, e.at::text AS "exactAt", e.source, e.country, e.micros,
    i.title, i.slug
  FROM events e JOIN items i ON i.id = e.item_id
  WHERE (e.at, e.unlock_id, e.kind) > ($5, $6::bigint, $7)
    AND CASE $11 WHEN 'item' THEN e.item_id::text = $12 WHEN 'source' THEN e.source = $12
      WHEN 'country' THEN e.country = $12 ELSE true END
  ORDER BY e.at, e.unlock_id, e.kind LIMIT $8`;

type Row = Omit<EarningsEvent, 'micros'> & { micros: string; exactAt: string };

/**
 * A creator's unlocks and refunds of a period, in the order of time, a page at a time until the caller stops.
 */
export async function* streamEvents(
  of: { creatorId: bigint; currency: string },
  { from, to }: Range,
  filter: Filter,
  pageSize = PAGE,
): AsyncGenerator<EarningsEvent> {
  // The marks only move up: those of the beginning leave the planner a short tail to read.
  const { rows: marks } = await pool.query<{ unlock_id: string; refund_id: string }>(
    'SELECT unlock_id, refund_id FROM earnings_progress',
  );
  let after = { exactAt: from.toISOString(), unlockId: '0', kind: '' };
  for (;;) {
    const { rows } = await pool.query<Row>(EVENTS, [
      of.creatorId,
      of.currency,
      from,
      to,
      after.exactAt,
      after.unlockId,
      after.kind,
      pageSize,
      marks[0]?.unlock_id,
      marks[0]?.refund_id,
      filter.dimension,
      filter.key,
    ]);
    for (const { exactAt: _, micros, ...event } of rows) yield { ...event, micros: BigInt(micros) };
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    after = last;
  }
}

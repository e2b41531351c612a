import 'server-only';
import type { Snapshot } from './read-snapshot';

/** An unlock or a refund that is not in the sums yet. */
export interface TailEvent {
  kind: 'unlock' | 'refund';
  unlockId: string;
  /** When it happened. */
  at: Date;
  /** When the unlock was made: for a refund, earlier. */
  unlockedAt: Date;
  itemId: string;
  readerId: string;
  micros: bigint;
  source: string;
  country: string;
}

export interface TailView {
  at: Date;
  itemId: string;
  source: string;
  country: string;
}

type Row = Omit<TailEvent, 'micros' | 'kind'> & { micros: string; kind: TailEvent['kind'] | 'view' };

// The ids are literals to the planner, which then knows that the tail is short: it walks the primary keys
// from there.
const EVENTS = `
  SELECT 'unlock' AS kind, u.id AS "unlockId", u.created_at AS at, u.created_at AS "unlockedAt", u.item_id AS
    "itemId",
    u.reader_id AS "readerId", u.price_micros AS micros, coalesce(v.source, 'unknown') AS source,
      coalesce(v.country, 'unknown') AS country
  FROM unlock_facts u JOIN items i ON i.id = u.item_id AND i.creator_id = $1
  LEFT JOIN LATERAL view_before_unlock(u.reader_id, u.item_id, u.created_at) v ON true
  WHERE u.id > $3 AND u.currency = $2
  UNION ALL
  SELECT 'refund', n.unlock_id, n.at, n.unlocked_at, n.item_id, n.reader_id, n.price_micros,
    coalesce(e.source, v.source, 'unknown'), coalesce(e.country, v.country, 'unknown')
  FROM unlock_refund_facts n JOIN items i ON i.id = n.item_id AND i.creator_id = $1
  LEFT JOIN earnings_unlocks e ON e.unlock_id = n.unlock_id
  LEFT JOIN LATERAL view_before_unlock(n.reader_id, n.item_id, n.unlocked_at) v ON e.unlock_id IS NULL
  WHERE n.id > $4 AND n.currency = $2
  UNION ALL
  SELECT 'view', NULL, v.at, NULL, v.item_id, NULL, NULL, v.source, v.country
  FROM item_views v JOIN items i ON i.id = v.item_id AND i.creator_id = $1 WHERE v.id > $5`;

/** A creator's unlocks, refunds and views since the last roll-up. */
export async function readTail(
  { rows, progress }: Snapshot,
  creatorId: bigint,
  currency: string,
): Promise<{ events: TailEvent[]; views: TailView[] }> {
  const found = await rows<Row>(EVENTS, [
    creatorId,
    currency,
    progress.unlockId,
    progress.refundId,
    progress.viewId,
  ]);
  const events: TailEvent[] = [];
  const views: TailView[] = [];
  for (const { kind, ...row } of found) {
    if (kind === 'view') views.push(row);
    else events.push({ kind, ...row, micros: BigInt(row.micros) });
  }
  return { events, views };
}

import { db } from '@/lib/core/db';
import { TAKES_EVIDENCE } from '@/lib/rooms/money-back';

export interface DisputeCounts {
  /** Open now, inquiries among them. */
  open: number;
  /** Of these, how many wait for our evidence. */
  unanswered: number;
  /** Charges that a bank took back since `since`, by day (`2026-11-22`, UTC). Inquiries take nothing. */
  byDay: Map<string, bigint>;
}

/** Disputes that are open now, and those opened since a day. */
export async function countDisputes(currency: string, since: string): Promise<DisputeCounts> {
  const [open, days] = await Promise.all([
    db.$queryRaw<{ open: number; unanswered: number }[]>`
      SELECT count(*)::int AS open, count(*) FILTER (WHERE status = ANY (${TAKES_EVIDENCE}))::int AS
        unanswered
      FROM disputes WHERE closed_at IS NULL AND currency = ${currency}`,
    db.$queryRaw<{ day: string; count: bigint }[]>`
      SELECT (opened_at AT TIME ZONE 'UTC')::date::text AS day, count(*) AS count FROM disputes
      WHERE currency = ${currency} AND opened_at >= ${since}::date::timestamp AT TIME ZONE 'UTC'
        AND status NOT LIKE 'warning%'
      GROUP BY 1`,
  ]);
  return {
    open: open[0]?.open ?? 0,
    unanswered: open[0]?.unanswered ?? 0,
    byDay: new Map(days.map(({ day, count }) => [day, count])),
  };
}

import 'server-only';
import type { Period } from './period';
import type { Snapshot } from './read-snapshot';
import type { TailEvent } from './tail';

export interface ReaderCounts {
  /** Who unlocked something in the period and kept it. */
  readers: number;
  /** Who kept two or more. */
  repeatReaders: number;
}

/** So many unlocks are grouped by reader sooner than a large creator's readers are looked up. */
const FEW = 10_000;

const LATE = `SELECT reader_id, sum(n)::int AS n FROM unnest($5::bigint[], $6::int[]) AS l (reader_id, n)
  GROUP BY reader_id`;

// width_bucket() searches a sorted array: how many of the days are not after the one given. Everybody is
// counted with what is rolled up, which needs no grouping, and those of the tail once more for the change
// that it makes. OFFSET 0: searched once for both counts.
const BY_READER = `
  WITH late AS MATERIALIZED (${LATE})
  SELECT sum(readers) AS readers, sum(repeat) AS repeat FROM (
    SELECT count(*) FILTER (WHERE n > 0) AS readers, count(*) FILTER (WHERE n > 1) AS repeat FROM (
      SELECT width_bucket($4::date, days) - width_bucket($3::date - 1, days) AS n
      FROM earnings_readers WHERE creator_id = $1 AND currency = $2 OFFSET 0
    ) rolled_up
    UNION ALL
    SELECT sum((n + more > 0)::int - (n > 0)::int), sum((n + more > 1)::int - (n > 1)::int) FROM (
      SELECT late.n AS more, coalesce(width_bucket($4::date, r.days) - width_bucket($3::date - 1, r.days), 0)
        AS n
      FROM late LEFT JOIN earnings_readers r ON r.creator_id = $1 AND r.currency = $2
        AND r.reader_id = late.reader_id OFFSET 0
    ) changed
  ) parts`;

const BY_UNLOCK = `
  SELECT count(*) AS readers, count(*) FILTER (WHERE kept > 1) AS repeat FROM (
    SELECT reader_id, sum(n) AS kept FROM (
      SELECT reader_id, count(*) AS n FROM earnings_unlocks
      WHERE creator_id = $1 AND currency = $2 AND at >= $3 AND at < $4 AND refunded_at IS NULL
        GROUP BY reader_id
      UNION ALL ${LATE}
    ) each GROUP BY reader_id HAVING sum(n) > 0
  ) kept_by`;

/** Counts readers by live unlocks of the period with the tail. `unlocks`: how many are rolled up. */
export async function countReaders(
  { rows }: Snapshot,
  of: { creatorId: bigint; currency: string },
  period: Period,
  unlocks: number,
  tail: TailEvent[],
): Promise<ReaderCounts> {
  const late = tail.filter(({ unlockedAt }) => unlockedAt >= period.from && unlockedAt < period.to);
  const [query, from, to] =
    unlocks > FEW ? [BY_READER, period.firstDay, period.lastDay] : [BY_UNLOCK, period.from, period.to];
  const [row] = await rows<{ readers: string; repeat: string }>(query, [
    of.creatorId,
    of.currency,
    from,
    to,
    late.map(({ readerId }) => readerId),
    late.map(({ kind }) => (kind === 'unlock' ? 1 : -1)),
  ]);
  return { readers: Number(row?.readers), repeatReaders: Number(row?.repeat) };
}

import 'server-only';
import { coverRange } from './cover-range';
import type { Range } from './period';
import type { Snapshot } from './read-snapshot';
import type { TailEvent } from './tail';

export interface ReaderCounts {
  /** Who unlocked something in the period and kept it. */
  readers: number;
  /** Who kept two or more. */
  repeatReaders: number;
}

/**
 * Counts readers by what they unlocked in the period and have not taken back: from the sums of whole months and days, from
 * single unlocks for the hours at the ends, and from the tail.
 */
export async function countReaders(
  { rows }: Snapshot,
  of: { creatorId: bigint; currency: string },
  range: Range,
  tail: TailEvent[],
): Promise<ReaderCounts> {
  const stretches = coverRange(range.from, range.to);
  const whole = stretches.filter(({ tier }) => tier !== 'quarter');
  const ends = stretches.filter(({ tier }) => tier === 'quarter');
  const late = tail.filter(({ unlockedAt }) => unlockedAt >= range.from && unlockedAt < range.to);
  const [row] = await rows<{ readers: string; repeat: string }>(
    `SELECT count(*) AS readers, count(*) FILTER (WHERE kept > 1) AS repeat FROM (
       SELECT reader_id, sum(unlocks) AS kept FROM (
         SELECT r.reader_id, r.unlocks FROM unnest($3::earnings_tier[], $4::timestamptz[], $5::timestamptz[]) AS s (tier, from_at, to_at)
         CROSS JOIN LATERAL (
           SELECT reader_id, unlocks FROM earnings_readers r WHERE r.creator_id = $1 AND r.currency = $2
             AND r.tier = s.tier AND r.starts_at >= s.from_at AND r.starts_at < s.to_at OFFSET 0
         ) r
         UNION ALL
         SELECT e.reader_id, 1 FROM unnest($6::timestamptz[], $7::timestamptz[]) AS s (from_at, to_at)
         CROSS JOIN LATERAL (
           SELECT reader_id FROM earnings_unlocks e WHERE e.creator_id = $1 AND e.currency = $2
             AND e.at >= s.from_at AND e.at < s.to_at AND e.refunded_at IS NULL OFFSET 0
         ) e
         UNION ALL
         SELECT * FROM unnest($8::bigint[], $9::int[])
       ) each (reader_id, unlocks) GROUP BY reader_id HAVING sum(unlocks) > 0
     ) kept_by`,
    [
      of.creatorId,
      of.currency,
      whole.map(({ tier }) => tier),
      whole.map(({ from }) => from),
      whole.map(({ to }) => to),
      ends.map(({ from }) => from),
      ends.map(({ to }) => to),
      late.map(({ readerId }) => readerId),
      late.map(({ kind }) => (kind === 'unlock' ? 1 : -1)),
    ],
  );
  return { readers: Number(row?.readers), repeatReaders: Number(row?.repeat) };
}

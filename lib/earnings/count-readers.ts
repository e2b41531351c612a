import 'server-only';
import { coverRange } from './cover-range';
import type { Period } from './period';
import type { Snapshot } from './read-snapshot';
import type { TailEvent } from './tail';
import { startOfDay } from './zone';

export interface ReaderCounts {
  /** Who unlocked something in the period and kept it. */
  readers: number;
  /** Who kept two or more. */
  repeatReaders: number;
}

/** Months in one row of `earnings_readers`, as roll_up_unlocks() has them. */
const ERA = 60;

// Readers by single unlocks, a row each: those of the days at the ends, and all of who took something back since the roll-up.
const SINGLY = `
  SELECT e.reader_id, 1 AS n FROM unnest($5::timestamptz[], $6::timestamptz[]) AS s (from_at, to_at)
  CROSS JOIN LATERAL (
    SELECT reader_id FROM earnings_unlocks e WHERE e.creator_id = $1 AND e.currency = $2
      AND e.at >= s.from_at AND e.at < s.to_at AND e.refunded_at IS NULL OFFSET 0
  ) e
  UNION ALL
  SELECT e.reader_id, 1 FROM recounted c
  JOIN (SELECT id, reader_id FROM unlocks WHERE refunded_at IS NULL UNION ALL SELECT id, reader_id FROM unlocks WHERE refunded_at IS NOT NULL) u
    ON u.reader_id = c.reader_id
  JOIN earnings_unlocks e ON e.unlock_id = u.id AND e.creator_id = $1 AND e.currency = $2 AND e.refunded_at IS NULL
  WHERE e.at >= $10 AND e.at < $11`;

// With days at the ends: most readers have single unlocks as well as bits, and all are grouped.
const COUNT_MIXED = `
  WITH late AS MATERIALIZED (SELECT * FROM unnest($7::bigint[], $8::int[]) AS l (reader_id, n)),
  recounted AS MATERIALIZED (SELECT * FROM unnest($9::bigint[]) AS r (reader_id)),
  each AS (
    SELECT r.reader_id, CASE WHEN r.twice & m.mask <> 0 OR (r.once & m.mask) & ((r.once & m.mask) - 1) <> 0 THEN 2 ELSE 1 END AS n
    FROM unnest($3::int[], $4::bigint[]) AS m (era, mask) JOIN earnings_readers r
      ON r.creator_id = $1 AND r.currency = $2 AND r.era = m.era AND r.once & m.mask <> 0
    WHERE NOT EXISTS (SELECT FROM recounted c WHERE c.reader_id = r.reader_id)
    UNION ALL
    ${SINGLY}
    UNION ALL
    SELECT * FROM late
  )
  SELECT count(*) AS readers, count(*) FILTER (WHERE kept > 1) AS repeat
  FROM (SELECT reader_id, sum(n) AS kept FROM each GROUP BY reader_id HAVING sum(n) > 0) kept_by`;

// A month's bits say none, one, or more; that is enough to tell who has none, one, or more in all. Most readers have nothing but
// bits and are counted as they are read; grouped are only those of the days at the ends and of the tail (`few`). Who took something
// back since the roll-up is counted from the unlocks instead of from bits.
const COUNT = `
  WITH months AS MATERIALIZED (SELECT * FROM unnest($3::int[], $4::bigint[]) AS m (era, mask)),
  recounted AS MATERIALIZED (SELECT * FROM unnest($9::bigint[]) AS r (reader_id)),
  few AS MATERIALIZED (
    SELECT reader_id, sum(n) AS n FROM (
      ${SINGLY}
      UNION ALL
      SELECT * FROM unnest($7::bigint[], $8::int[]) AS late (reader_id, n)
    ) each GROUP BY reader_id
  ), bits AS (
    SELECT r.reader_id, CASE WHEN r.twice & m.mask <> 0 OR (r.once & m.mask) & ((r.once & m.mask) - 1) <> 0 THEN 2 ELSE 1 END AS n
    FROM months m JOIN earnings_readers r ON r.creator_id = $1 AND r.currency = $2 AND r.era = m.era AND r.once & m.mask <> 0
  )
  SELECT sum(readers) AS readers, sum(repeat) AS repeat FROM (
    SELECT count(*) AS readers, count(*) FILTER (WHERE n > 1) AS repeat FROM GROUPED_BITS b
    WHERE NOT EXISTS (SELECT FROM few s WHERE s.reader_id = b.reader_id)
    UNION ALL
    SELECT count(*) FILTER (WHERE n > 0), count(*) FILTER (WHERE n > 1) FROM (
      SELECT s.n + coalesce(sum(b.n), 0) AS n FROM few s
      LEFT JOIN bits b ON b.reader_id = s.reader_id AND NOT EXISTS (SELECT FROM recounted c WHERE c.reader_id = s.reader_id)
      GROUP BY s.reader_id, s.n
    ) together
  ) parts`;

/**
 * Counts readers by what they unlocked in the period and have not taken back: whole months from a row per reader, single unlocks
 * for the days at the ends, and the tail.
 */
export async function countReaders(
  { rows }: Snapshot,
  of: { creatorId: bigint; currency: string },
  period: Period,
  tail: TailEvent[],
): Promise<ReaderCounts> {
  const { stretches } = coverRange(period, period.zone);
  const months = stretches.find(({ tier }) => tier === 'month');
  const ends = stretches.filter(({ tier }) => tier === 'day');
  const monthsAt = months && {
    from: startOfDay(months.from, period.zone),
    to: startOfDay(months.to, period.zone),
  };
  const masks = months
    ? maskMonths(monthNumber(months.from), monthNumber(months.to))
    : new Map<number, bigint>();
  const late = tail.filter(({ unlockedAt }) => unlockedAt >= period.from && unlockedAt < period.to);
  const recounted = late.filter(
    ({ kind, unlockedAt }) =>
      kind === 'refund' && monthsAt && unlockedAt >= monthsAt.from && unlockedAt < monthsAt.to,
  );
  // A reader has one row in each era: only where a period is in two must they be put together.
  const bits = masks.size > 1 ? '(SELECT reader_id, sum(n) AS n FROM bits GROUP BY 1)' : 'bits';
  const query = ends.length > 0 ? COUNT_MIXED : COUNT.replace('GROUPED_BITS', bits);
  const [row] = await rows<{ readers: string; repeat: string }>(query, [
    of.creatorId,
    of.currency,
    [...masks.keys()],
    [...masks.values()],
    ends.map(({ from }) => startOfDay(from, period.zone)),
    ends.map(({ to }) => startOfDay(to, period.zone)),
    late.map(({ readerId }) => readerId),
    late.map(({ kind }) => (kind === 'unlock' ? 1 : -1)),
    [...new Set(recounted.map(({ readerId }) => readerId))],
    monthsAt?.from ?? null,
    monthsAt?.to ?? null,
  ]);
  return { readers: Number(row?.readers), repeatReaders: Number(row?.repeat) };
}

/** As month_number() in the database counts them. */
function monthNumber(day: string): number {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return (year - 2000) * 12 + month - 1;
}

/** The bits of months in [from, to), by era. */
function maskMonths(from: number, to: number): Map<number, bigint> {
  const masks = new Map<number, bigint>();
  for (let month = from; month < to; month += 1) {
    const era = Math.floor(month / ERA);
    masks.set(era, (masks.get(era) ?? 0n) | (1n << BigInt(month % ERA)));
  }
  return masks;
}

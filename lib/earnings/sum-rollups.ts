import 'server-only';
import { coverRange } from './cover-range';
import type { Range } from './period';
import type { Snapshot } from './read-snapshot';

export const DIMENSIONS = ['item', 'source', 'country'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What the sums are of: all of a creator's earnings, or one item, source or country. */
export interface Filter {
  dimension: Dimension | 'all';
  /** An item's id, a source, a country; empty for all. */
  key: string;
}

/** Unlocks by when they were made, refunds by when they happened. */
export interface Sums {
  unlocks: number;
  unlockMicros: bigint;
  refunds: number;
  refundMicros: bigint;
  views: number;
}

export const noSums = (): Sums => ({ unlocks: 0, unlockMicros: 0n, refunds: 0, refundMicros: 0n, views: 0 });

interface Row {
  n: number;
  dimension: Dimension;
  key: string;
  unlocks: string;
  unlock_micros: string;
  refunds: string;
  refund_micros: string;
  views: string;
}

/** Ranges as parallel arrays of the stretches that cover them: the number of the range, tier, from, to. */
export function toStretches(ranges: Range[]): unknown[] {
  const all = ranges.flatMap(({ from, to }, n) => coverRange(from, to).map((stretch) => ({ n, ...stretch })));
  return [
    all.map(({ n }) => n),
    all.map(({ tier }) => tier),
    all.map(({ from }) => from),
    all.map(({ to }) => to),
  ];
}

const sumsOf = (row: Omit<Row, 'n' | 'dimension' | 'key' | 'views'>): Sums => ({
  unlocks: Number(row.unlocks),
  unlockMicros: BigInt(row.unlock_micros),
  refunds: Number(row.refunds),
  refundMicros: BigInt(row.refund_micros),
  views: 0,
});

/** What is rolled up of each range, for one filter; without views. */
export async function sumRanges(
  { rows }: Snapshot,
  of: { creatorId: bigint; currency: string },
  { dimension, key }: Filter,
  ranges: Range[],
): Promise<Sums[]> {
  // LATERAL: each stretch is one walk along the primary key, whatever the planner thinks of its size.
  const found = await rows<Row>(
    `SELECT s.n, sum(x.unlocks) AS unlocks, sum(x.unlock_micros) AS unlock_micros, sum(x.refunds) AS refunds, sum(x.refund_micros) AS refund_micros
     FROM unnest($5::int[], $6::earnings_tier[], $7::timestamptz[], $8::timestamptz[]) AS s (n, tier, from_at, to_at)
     CROSS JOIN LATERAL (
       SELECT coalesce(sum(unlocks), 0) AS unlocks, coalesce(sum(unlock_micros), 0) AS unlock_micros,
         coalesce(sum(refunds), 0) AS refunds, coalesce(sum(refund_micros), 0) AS refund_micros
       FROM earnings_rollups r WHERE r.creator_id = $1 AND r.currency = $2 AND r.dimension = $3::earnings_dimension AND r.key = $4
         AND r.tier = s.tier AND r.starts_at >= s.from_at AND r.starts_at < s.to_at
     ) x GROUP BY s.n`,
    [of.creatorId, of.currency, dimension, key, ...toStretches(ranges)],
  );
  const sums = ranges.map(noSums);
  for (const row of found) sums[row.n] = sumsOf(row);
  return sums;
}

/** The views that are rolled up of each range. */
export async function countViews(
  { rows }: Snapshot,
  creatorId: bigint,
  { dimension, key }: Filter,
  ranges: Range[],
): Promise<number[]> {
  const found = await rows<Row>(
    `SELECT s.n, sum(x.views) AS views
     FROM unnest($4::int[], $5::earnings_tier[], $6::timestamptz[], $7::timestamptz[]) AS s (n, tier, from_at, to_at)
     CROSS JOIN LATERAL (
       SELECT coalesce(sum(views), 0) AS views FROM view_rollups r
       WHERE r.creator_id = $1 AND r.dimension = $2::earnings_dimension AND r.key = $3
         AND r.tier = s.tier AND r.starts_at >= s.from_at AND r.starts_at < s.to_at
     ) x GROUP BY s.n`,
    [creatorId, dimension, key, ...toStretches(ranges)],
  );
  const views = ranges.map(() => 0);
  for (const row of found) views[row.n] = Number(row.views);
  return views;
}

/** What is rolled up of a range by item, by source and by country, views included. */
export async function sumByKey(
  { rows }: Snapshot,
  of: { creatorId: bigint; currency: string },
  range: Range,
): Promise<Record<Dimension, Map<string, Sums>>> {
  const [, ...stretches] = toStretches([range]);
  const earned = await rows<Row>(
    `SELECT d.dimension, r.key, sum(r.unlocks) AS unlocks, sum(r.unlock_micros) AS unlock_micros,
       sum(r.refunds) AS refunds, sum(r.refund_micros) AS refund_micros
     FROM unnest($3::earnings_dimension[]) AS d (dimension)
     CROSS JOIN unnest($4::earnings_tier[], $5::timestamptz[], $6::timestamptz[]) AS s (tier, from_at, to_at)
     CROSS JOIN LATERAL (
       SELECT * FROM earnings_rollups r WHERE r.creator_id = $1 AND r.currency = $2 AND r.dimension = d.dimension
         AND r.tier = s.tier AND r.starts_at >= s.from_at AND r.starts_at < s.to_at OFFSET 0
     ) r GROUP BY 1, 2`,
    [of.creatorId, of.currency, DIMENSIONS, ...stretches],
  );
  const viewed = await rows<Row>(
    `SELECT d.dimension, r.key, sum(r.views) AS views
     FROM unnest($2::earnings_dimension[]) AS d (dimension)
     CROSS JOIN unnest($3::earnings_tier[], $4::timestamptz[], $5::timestamptz[]) AS s (tier, from_at, to_at)
     CROSS JOIN LATERAL (
       SELECT * FROM view_rollups r WHERE r.creator_id = $1 AND r.dimension = d.dimension
         AND r.tier = s.tier AND r.starts_at >= s.from_at AND r.starts_at < s.to_at OFFSET 0
     ) r GROUP BY 1, 2`,
    [of.creatorId, DIMENSIONS, ...stretches],
  );
  const sums = { item: new Map(), source: new Map(), country: new Map() } as Record<
    Dimension,
    Map<string, Sums>
  >;
  for (const row of earned) sums[row.dimension].set(row.key, sumsOf(row));
  for (const { dimension, key, views } of viewed) {
    const known = sums[dimension].get(key) ?? noSums();
    sums[dimension].set(key, { ...known, views: Number(views) });
  }
  return sums;
}

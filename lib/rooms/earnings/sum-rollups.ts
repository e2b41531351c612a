import 'server-only';
import { coverRange } from './cover-range';
import type { Period, Range } from './period';
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

export interface RolledUp {
  /** One for each range; without views. */
  ranges: Sums[];
  /** Views of the period. */
  views: number;
  /** The period by item, source and country, views included. */
  lines: Record<Dimension, Map<string, Sums>>;
  /** Of all time. */
  unlockMicros: bigint;
}

interface Row {
  part: 'range' | 'views' | 'line' | 'line views' | 'lifetime';
  n: number;
  dimension: Dimension;
  key: string;
  unlocks: string;
  unlock_micros: string;
  refunds: string;
  refund_micros: string;
  views: string;
}

// Everything in one statement. LATERAL … OFFSET 0: each stretch is one walk along the primary key, whatever
// the planner thinks of its size. `days` are stretches of whole days with the number of their range, `hours`
// what is left of ranges, from the unlocks.
const FIGURES = `
  WITH days AS MATERIALIZED (
    SELECT * FROM unnest($5::int[], $6::earnings_tier[], $7::date[], $8::date[]) AS s (n, tier, from_on,
      to_on)
  ), whole AS MATERIALIZED (
    SELECT * FROM unnest($12::earnings_tier[], $13::date[], $14::date[]) AS s (tier, from_on, to_on)
  ), hours AS MATERIALIZED (
    SELECT * FROM unnest($9::int[], $10::timestamptz[], $11::timestamptz[]) AS s (n, from_at, to_at)
  )
  SELECT 'range' AS part, n, NULL AS dimension, NULL AS key, sum(unlocks) AS unlocks, sum(unlock_micros) AS
    unlock_micros,
    sum(refunds) AS refunds, sum(refund_micros) AS refund_micros, 0::numeric AS views
  FROM (
    SELECT s.n, r.unlocks, r.unlock_micros, r.refunds, r.refund_micros FROM days s CROSS JOIN LATERAL (
      SELECT unlocks, unlock_micros, refunds, refund_micros FROM earnings_rollups r
      WHERE r.creator_id = $1 AND r.currency = $2 AND r.dimension = $3::earnings_dimension AND r.key = $4
        AND r.tier = s.tier AND r.starts_on >= s.from_on AND r.starts_on < s.to_on OFFSET 0
    ) r
    UNION ALL
    SELECT s.n, e.n, e.micros, 0, 0 FROM hours s CROSS JOIN LATERAL (
      SELECT count(*) AS n, coalesce(sum(e.amount_micros), 0) AS micros FROM earnings_unlocks e
      WHERE e.creator_id = $1 AND e.currency = $2 AND e.at >= s.from_at AND e.at < s.to_at
        AND CASE $3 WHEN 'item' THEN e.item_id::text = $4 WHEN 'source' THEN e.source = $4
          WHEN 'country' THEN e.country = $4 ELSE true END
    ) e
    UNION ALL
    SELECT s.n, 0, 0, e.n, e.micros FROM hours s CROSS JOIN LATERAL (
      SELECT count(*) AS n, coalesce(sum(e.amount_micros), 0) AS micros FROM earnings_unlocks e
      WHERE e.creator_id = $1 AND e.currency = $2 AND e.refunded_at >= s.from_at AND e.refunded_at < s.to_at
        AND CASE $3 WHEN 'item' THEN e.item_id::text = $4 WHEN 'source' THEN e.source = $4
          WHEN 'country' THEN e.country = $4 ELSE true END
    ) e
  ) parts GROUP BY n
  UNION ALL
  SELECT 'views', NULL, NULL, NULL, 0, 0, 0, 0, coalesce(sum(r.views), 0) FROM whole s CROSS JOIN LATERAL (
    SELECT views FROM view_rollups r WHERE r.creator_id = $1 AND r.dimension = $3::earnings_dimension
      AND r.key = $4
      AND r.tier = s.tier AND r.starts_on >= s.from_on AND r.starts_on < s.to_on OFFSET 0
  ) r
  UNION ALL
  SELECT 'line', NULL, d.dimension::text, r.key, sum(r.unlocks), sum(r.unlock_micros), sum(r.refunds),
    sum(r.refund_micros), 0
  FROM unnest('{item,source,country}'::earnings_dimension[]) AS d (dimension) CROSS JOIN whole s CROSS
    JOIN LATERAL (
    SELECT * FROM earnings_rollups r WHERE r.creator_id = $1 AND r.currency = $2 AND r.dimension = d.dimension
      AND r.tier = s.tier AND r.starts_on >= s.from_on AND r.starts_on < s.to_on OFFSET 0
  ) r GROUP BY d.dimension, r.key
  UNION ALL
  SELECT 'line views', NULL, d.dimension::text, r.key, 0, 0, 0, 0, sum(r.views)
  FROM unnest('{item,source,country}'::earnings_dimension[]) AS d (dimension) CROSS JOIN whole s CROSS
    JOIN LATERAL (
    SELECT * FROM view_rollups r WHERE r.creator_id = $1 AND r.dimension = d.dimension
      AND r.tier = s.tier AND r.starts_on >= s.from_on AND r.starts_on < s.to_on OFFSET 0
  ) r GROUP BY d.dimension, r.key
  UNION ALL
  SELECT 'lifetime', NULL, NULL, NULL, 0, coalesce(sum(unlock_micros), 0), 0, 0, 0 FROM earnings_rollups
  WHERE creator_id = $1 AND currency = $2 AND dimension = 'all' AND tier = 'month'`;

/** What is rolled up of some ranges for one filter, and of the period for each item, source and country. */
export async function sumRollups(
  { rows }: Snapshot,
  of: { creatorId: bigint; currency: string },
  { dimension, key }: Filter,
  period: Period,
  ranges: Range[],
): Promise<RolledUp> {
  const covers = ranges.map((range) => coverRange(range, period.zone));
  const days = covers.flatMap(({ stretches }, n) => stretches.map((stretch) => ({ n, ...stretch })));
  const hours = covers.flatMap(({ rest }, n) => rest.map((range) => ({ n, ...range })));
  const whole = coverRange(period, period.zone).stretches;
  const found = await rows<Row>(FIGURES, [
    of.creatorId,
    of.currency,
    dimension,
    key,
    days.map(({ n }) => n),
    days.map(({ tier }) => tier),
    days.map(({ from }) => from),
    days.map(({ to }) => to),
    hours.map(({ n }) => n),
    hours.map(({ from }) => from),
    hours.map(({ to }) => to),
    whole.map(({ tier }) => tier),
    whole.map(({ from }) => from),
    whole.map(({ to }) => to),
  ]);
  const sums: RolledUp = {
    ranges: ranges.map(noSums),
    views: 0,
    lines: { item: new Map(), source: new Map(), country: new Map() },
    unlockMicros: 0n,
  };
  for (const row of found) addRow(sums, row);
  return sums;
}

function addRow(sums: RolledUp, row: Row): void {
  const figures: Sums = {
    unlocks: Number(row.unlocks),
    unlockMicros: BigInt(row.unlock_micros),
    refunds: Number(row.refunds),
    refundMicros: BigInt(row.refund_micros),
    views: Number(row.views),
  };
  switch (row.part) {
    case 'range':
      sums.ranges[row.n] = figures;
      break;
    case 'views':
      sums.views = figures.views;
      break;
    case 'lifetime':
      sums.unlockMicros = figures.unlockMicros;
      break;
    case 'line':
    case 'line views': {
      const line = sums.lines[row.dimension].get(row.key);
      if (line) line.views += figures.views;
      else sums.lines[row.dimension].set(row.key, figures);
    }
  }
}

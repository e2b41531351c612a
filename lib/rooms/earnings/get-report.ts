import 'server-only';
import { countReaders, type ReaderCounts } from './count-readers';
import type { Period, Range } from './period';
import { readSnapshot, type Snapshot } from './read-snapshot';
import { DIMENSIONS, type Dimension, type Filter, noSums, type Sums, sumRollups } from './sum-rollups';
import { readTail, type TailEvent, type TailView } from './tail';

/** Unlocks less what was taken back in the same stretch of time; below zero when more was taken back. */
export const earnedMicros = (sums: Pick<Sums, 'unlockMicros' | 'refundMicros'>): bigint =>
  sums.unlockMicros - sums.refundMicros;

interface ReportPoint extends Range {
  sums: Sums;
  /** Earned at this place of the period before; null where that one was shorter. */
  beforeMicros: bigint | null;
}

export interface ReportLine {
  key: string;
  sums: Sums;
  /** Items only. */
  title?: string;
  slug?: string;
  language?: string;
}

export interface Report {
  /** Something was unlocked at some time. */
  everUnlocked: boolean;
  totals: Sums;
  /**
   * The same of the period before, for as much of it as has passed of this one; its views are not counted.
   */
  before: Omit<Sums, 'views'>;
  points: ReportPoint[];
  /** The most earned first; of the whole period, whatever the filter. */
  lines: Record<Dimension, ReportLine[]>;
  /** Of all pieces together; null where a filter asks for some. */
  readers: ReaderCounts | null;
  /** Settled in the period. */
  settled: { grossMicros: bigint; feeMicros: bigint; netMicros: bigint; settlements: number };
}

interface Of {
  creatorId: bigint;
  currency: string;
}

/** Lines of each table; the rest is added up in one more line by who shows them. */
const MOST_LINES = 500;

/** A creator's exact earnings of a period: sums and tail. `filter` narrows totals and points only. */
export function getReport(of: Of, period: Period, filter: Filter): Promise<Report> {
  return readSnapshot(async (snapshot) => {
    const { events: tail, views: tailViews } = await readTail(snapshot, of.creatorId, of.currency);
    const ranges = [period, period.beforeSoFar, ...period.buckets, ...period.before.buckets];
    const rolledUp = await sumRollups(snapshot, of, filter, period, ranges);
    const rolledUpUnlocks = rolledUp.ranges[0]?.unlocks ?? 0;
    const wanted = tail.filter((event) => passes(event, filter));
    for (const [n, range] of ranges.entries()) addTail(rolledUp.ranges[n] ?? noSums(), range, wanted);

    const [totals = noSums(), { views: _, ...before } = noSums(), ...points] = rolledUp.ranges;
    totals.views =
      rolledUp.views + tailViews.filter((view) => within(view.at, period) && passes(view, filter)).length;
    const earlier = points.slice(period.buckets.length);
    const { lines } = rolledUp;
    for (const dimension of DIMENSIONS) addTailByKey(lines[dimension], dimension, period, tail, tailViews);
    return {
      everUnlocked: rolledUp.unlockMicros > 0n || tail.length > 0,
      totals,
      before,
      points: period.buckets.map((range, n) => {
        const then = earlier[n];
        return { ...range, sums: points[n] ?? noSums(), beforeMicros: then ? earnedMicros(then) : null };
      }),
      lines: {
        item: await nameItems(snapshot, of, sortLines(lines.item)),
        source: sortLines(lines.source),
        country: sortLines(lines.country),
      },
      readers:
        filter.dimension === 'all' ? await countReaders(snapshot, of, period, rolledUpUnlocks, tail) : null,
      settled: await sumSettlements(snapshot, of, period),
    };
  });
}

const within = (at: Date, { from, to }: Range) => at >= from && at < to;

function keyOf(row: TailEvent | TailView, dimension: Dimension): string {
  return dimension === 'item' ? row.itemId : row[dimension];
}

const passes = (row: TailEvent | TailView, { dimension, key }: Filter) =>
  dimension === 'all' || keyOf(row, dimension) === key;

function addEvent(sums: Sums, event: TailEvent): void {
  if (event.kind === 'unlock') {
    sums.unlocks += 1;
    sums.unlockMicros += event.micros;
  } else {
    sums.refunds += 1;
    sums.refundMicros += event.micros;
  }
}

function addTail(sums: Sums, range: Range, tail: TailEvent[]): void {
  for (const event of tail) if (within(event.at, range)) addEvent(sums, event);
}

function addTailByKey(
  lines: Map<string, Sums>,
  dimension: Dimension,
  range: Range,
  tail: TailEvent[],
  views: TailView[],
): void {
  const line = (row: TailEvent | TailView): Sums => {
    const key = keyOf(row, dimension);
    const sums = lines.get(key) ?? noSums();
    lines.set(key, sums);
    return sums;
  };
  for (const event of tail) if (within(event.at, range)) addEvent(line(event), event);
  for (const view of views) if (within(view.at, range)) line(view).views += 1;
}

function sortLines(lines: Map<string, Sums>): ReportLine[] {
  const all = [...lines].map(([key, sums]) => ({ key, sums }));
  return all.sort((a, b) => {
    const [x, y] = [earnedMicros(a.sums), earnedMicros(b.sums)];
    if (x !== y) return x > y ? -1 : 1;
    return b.sums.views - a.sums.views || a.key.localeCompare(b.key);
  });
}

async function nameItems({ rows }: Snapshot, of: Of, lines: ReportLine[]): Promise<ReportLine[]> {
  const ids = lines.slice(0, MOST_LINES).map(({ key }) => key);
  const items = await rows<{ id: string; title: string; slug: string; language: string }>(
    'SELECT id, title, slug, language FROM items WHERE creator_id = $1 AND id = ANY ($2::bigint[])',
    [of.creatorId, ids],
  );
  const named = new Map(items.map(({ id, ...item }) => [id, item]));
  return lines.map((line) => ({ ...line, ...named.get(line.key) }));
}

async function sumSettlements({ rows }: Snapshot, of: Of, { from, to }: Range): Promise<Report['settled']> {
  const [row] = await rows<{ gross: string; fee: string; net: string; n: string }>(
    `SELECT coalesce(sum(gross_micros), 0) AS gross, coalesce(sum(fee_micros), 0) AS fee,
      coalesce(sum(net_micros), 0) AS net, count(*) AS n
     FROM settlement_facts WHERE creator_id = $1 AND currency = $2 AND created_at >= $3 AND created_at < $4`,
    [of.creatorId, of.currency, from, to],
  );
  return {
    grossMicros: BigInt(row?.gross ?? 0),
    feeMicros: BigInt(row?.fee ?? 0),
    netMicros: BigInt(row?.net ?? 0),
    settlements: Number(row?.n ?? 0),
  };
}

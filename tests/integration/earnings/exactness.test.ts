import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pool } from '@/lib/core/db';
import { countReaders } from '@/lib/rooms/earnings/count-readers';
import { earnedMicros, getReport } from '@/lib/rooms/earnings/get-report';
import { type Period, readPeriod } from '@/lib/rooms/earnings/period';
import { readSnapshot } from '@/lib/rooms/earnings/read-snapshot';
import { DIMENSIONS, type Filter } from '@/lib/rooms/earnings/sum-rollups';
import { readTail } from '@/lib/rooms/earnings/tail';
import { makeMarket, readTruth, rebuild, refundAtTime, rollUp, unlockAt } from './world';

// In the middle of a day in every zone below, and around the changes of the clock in Europe and America.
const NOW = new Date('2026-11-10T16:07:00Z');
const DAY_MS = 86_400_000;
const ZONES = [
  'UTC',
  'Asia/Seoul',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Pacific/Chatham',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
];
const SOURCES = ['home', 'search', 'site:example.org'];

const [ITEMS, READERS] = [4, 6];
const past = fc.integer({ min: 0, max: 70 * 24 * 3600 }).map((s) => new Date(NOW.getTime() - s * 1000));
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('unlock' as const),
      item: fc.nat(ITEMS - 1),
      reader: fc.nat(READERS - 1),
      at: past,
      source: fc.option(fc.constantFrom(...SOURCES)),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      nth: fc.nat(50),
      laterMs: fc.nat(5 * DAY_MS),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('view' as const),
      item: fc.nat(ITEMS - 1),
      at: past,
      source: fc.constantFrom(...SOURCES),
    }),
  },
  {
    weight: 2,
    // The largest batch stands for making all sums again.
    arbitrary: fc.record({ do: fc.constant('roll up' as const), batch: fc.integer({ min: 1, max: 7 }) }),
  },
);

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;
type Market = Awaited<ReturnType<typeof makeMarket>>;

async function view(
  itemId: bigint | undefined,
  readerId: bigint | null,
  at: Date,
  source: string,
): Promise<void> {
  await pool.query(
    `INSERT INTO item_views (item_id, day, reader_id, visitor, source, country, at)
     SELECT $1, ($4::timestamptz AT TIME ZONE 'UTC')::date, $2, CASE
       WHEN $2::bigint IS NULL THEN decode(md5(random()::text), 'hex') END, $3, 'KR', $4
     -- A view is written when it is made: none turns up after the unlock that it led to.
     WHERE NOT EXISTS (SELECT FROM unlocks WHERE reader_id = $2 AND item_id = $1)
     ON CONFLICT DO NOTHING`,
    [itemId, readerId, source, at],
  );
}

/** Does what the steps say, in their order. */
async function play(market: Market, steps: Step[]) {
  const sold: { id: bigint; at: Date }[] = [];
  for (const one of steps) {
    if (one.do === 'unlock') {
      const { at } = one;
      const readerId = market.readers[one.reader]?.userId ?? null;
      if (one.source)
        await view(market.itemIds[one.item], readerId, new Date(at.getTime() - 60_000), one.source);
      const id = await unlockAt(market, one);
      if (id) sold.push({ id, at });
    } else if (one.do === 'refund') {
      const unlock = sold[one.nth % Math.max(1, sold.length)];
      const at = Math.min((unlock?.at.getTime() ?? 0) + one.laterMs, NOW.getTime());
      if (unlock) await refundAtTime(unlock.id, new Date(at));
    } else if (one.do === 'view') {
      await view(market.itemIds[one.item], null, one.at, one.source);
    } else if (one.batch === 7) {
      await rebuild();
    } else {
      await rollUp({ batch: one.batch });
    }
  }
}

test('sums and tail are the raw rows, whatever was sold, taken back, seen and rolled up', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), fc.integer(), async (steps, seed) => {
      const market = await makeMarket(ITEMS, READERS);
      const zone = ZONES[Math.abs(seed) % ZONES.length] ?? 'UTC';
      await pool.query('UPDATE creators SET time_zone = $2 WHERE id = $1', [market.creator.creatorId, zone]);
      const other = await makeMarket(1, 1);
      await unlockAt(other, { item: 0, reader: 0, at: NOW });
      await play(market, steps);

      const of = { creatorId: market.creator.creatorId, currency: 'usd' };
      const filters: Filter[] = [
        { dimension: 'all', key: '' },
        { dimension: 'item', key: String(market.itemIds[0]) },
        { dimension: 'source', key: 'search' },
        { dimension: 'country', key: 'KR' },
      ];
      const periods = [
        { name: 'day' },
        { name: 'week' },
        { name: 'month' },
        { name: 'year' },
        { name: 'custom', from: '2026-09-05', to: '2026-11-03' },
        { name: 'custom', from: '2026-10-25', to: '2026-10-25' },
      ];
      for (const [n, asked] of periods.entries()) {
        const period = readPeriod(asked, zone, NOW);
        const filter = filters[Math.abs(seed + n) % filters.length] ?? { dimension: 'all', key: '' };
        const report = await getReport(of, period, filter);
        const truth = await readTruth(market.creator, period, filter);
        expect(report.totals).toEqual(truth.totals);
        expect(report.readers).toEqual(filter.dimension === 'all' ? truth.readers : null);
        expect(report.points.reduce((sum, point) => sum + earnedMicros(point.sums), 0n)).toBe(
          earnedMicros(truth.totals),
        );
        expect(await countBothWays(of, period)).toEqual([truth.readers, truth.readers]);
        const whole = (await readTruth(market.creator, period, { dimension: 'all', key: '' })).totals;
        for (const dimension of DIMENSIONS) {
          const lines = report.lines[dimension];
          expect(lines.reduce((sum, line) => sum + earnedMicros(line.sums), 0n)).toBe(earnedMicros(whole));
          expect(lines.reduce((sum, line) => sum + line.sums.views, 0)).toBe(whole.views);
        }
        const before = { ...period, ...readPeriodBefore(period.firstDay, period.lastDay, zone) };
        if (asked.name === 'custom') {
          const { views: _, ...sums } = (await readTruth(market.creator, before, filter)).totals;
          expect(report.before).toEqual(sums);
        }
      }
    }),
    { numRuns: Number(process.env.EARNINGS_RUNS ?? 12) },
  );
}, 180_000);

/** A period's readers, counted from the unlocks and from the readers' rows. */
function countBothWays(of: { creatorId: bigint; currency: string }, period: Period) {
  return readSnapshot(async (snapshot) => {
    const { events } = await readTail(snapshot, of.creatorId, of.currency);
    const [few, many] = [0, Number.MAX_SAFE_INTEGER];
    return [
      await countReaders(snapshot, of, period, few, events),
      await countReaders(snapshot, of, period, many, events),
    ];
  });
}

test('a reader counts from a period’s first day to its last, both included', async () => {
  // Bought over two years and a leap day, told to the job in no order, in three batches and a tail; some
  // taken back.
  const days = [
    '2025-12-31',
    '2024-02-29',
    '2026-01-01',
    '2024-03-01',
    '2026-01-01',
    '2025-01-31',
    '2025-02-01',
    '2026-01-31',
    '2024-12-31',
  ];
  const zone = 'Pacific/Chatham';
  const market = await makeMarket(days.length, 3);
  const of = { creatorId: market.creator.creatorId, currency: 'usd' };
  await pool.query('UPDATE creators SET time_zone = $2 WHERE id = $1', [of.creatorId, zone]);
  const sold: bigint[] = [];
  for (const [n, day] of days.entries()) {
    // The first moment of the day, the last, and noon.
    const starts = readPeriod({ name: 'custom', from: day, to: day }, zone, NOW);
    const moments = [starts.from.getTime(), starts.to.getTime() - 1, starts.from.getTime() + 12 * 3_600_000];
    for (const [reader, ms] of moments.entries()) {
      // The second reader buys a part, the third a single one.
      if (reader === 0 || (reader === 1 && n % 2 === 0) || n === 2)
        sold.push((await unlockAt(market, { item: n, reader, at: new Date(ms) })) ?? 0n);
    }
    if (n % 3 === 1) await rollUp({ batch: 2 });
  }
  const periods = [
    ...days.map((day) => [day, day]),
    ['2024-02-29', '2026-02-01'],
    ['2024-03-01', '2026-01-30'],
    ['2025-01-01', '2025-12-31'],
    ['2025-12-31', '2026-01-01'],
    ['2025-02-02', '2025-12-30'],
  ];
  const expectExact = async () => {
    for (const [from, to] of periods) {
      const period = readPeriod({ name: 'custom', from, to }, zone, NOW);
      const { readers } = await readTruth(market.creator, period, { dimension: 'all', key: '' });
      expect([from, to, ...(await countBothWays(of, period))]).toEqual([from, to, readers, readers]);
    }
  };
  await expectExact();
  // One of a day that keeps another, and one that is alone on its day: not rolled up, rolled up, and made
  // again.
  for (const nth of [6, 1, 4]) await refundAtTime(sold[nth] ?? 0n, NOW);
  await expectExact();
  await rollUp();
  await expectExact();
  await rebuild();
  await expectExact();
});

/** The days before, counted again. */
function readPeriodBefore(firstDay: string, lastDay: string, zone: string) {
  const [first, last] = [Date.parse(firstDay), Date.parse(lastDay)];
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return readPeriod(
    { name: 'custom', from: day(first - (last - first) - DAY_MS), to: day(first - DAY_MS) },
    zone,
    NOW,
  );
}

import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { pool } from '@/lib/core/db';
import { getReport } from '@/lib/rooms/earnings/get-report';
import { streamEvents } from '@/lib/rooms/earnings/list-events';
import { readPeriod } from '@/lib/rooms/earnings/period';
import { writeEarningsCsv } from '@/lib/rooms/earnings/write-csv';
import { makeMarket, refundAtTime, rollUp, unlockAt } from './world';

const ALL = { dimension: 'all', key: '' } as const;
const COLUMNS = Object.fromEntries(
  ['at', 'kind', 'item', 'slug', 'source', 'country', 'amount', 'currency', 'micros', 'reference'].map(
    (key) => [key, key],
  ),
) as Parameters<typeof writeEarningsCsv>[2]['columns'];
const WORDS = { columns: COLUMNS, kind: (kind: string) => kind, source: (source: string) => source };

test('the file of a period holds every event once, rolled up or not, and equals the page', async () => {
  const market = await makeMarket(4, 5);
  await pool.query(`UPDATE items SET title = '=HYPERLINK("https://evil.example","열기")' WHERE id = $1`, [
    market.itemIds[0],
  ]);
  const of = { creatorId: market.creator.creatorId, currency: 'usd' };
  const period = readPeriod({ name: 'week' }, 'Asia/Seoul');
  const now = Date.now();
  const unlocks: bigint[] = [];
  for (let n = 0; n < 20; n += 1) {
    const at = new Date(now - n * 3_600_000);
    const id = await unlockAt(market, { item: n % 4, reader: Math.floor(n / 4), at });
    if (id) unlocks.push(id);
    if (n === 12) await rollUp();
  }
  await refundAtTime(unlocks[0] ?? 0n, new Date());
  await refundAtTime(unlocks[15] ?? 0n, new Date());
  // Out of the period, and somebody else's.
  await unlockAt(market, { item: 0, reader: 4, at: new Date(now - 20 * 86_400_000) });
  const other = await makeMarket(1, 1);
  await unlockAt(other, { item: 0, reader: 0, at: new Date() });

  const text = await new Response(
    writeEarningsCsv(streamEvents(of, period, ALL, 7), 'usd', WORDS),
  ).arrayBuffer();
  const bytes = Buffer.from(text);
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const rows = parse(bytes, { bom: true, columns: true }) as Record<string, string>[];
  expect(new Set(rows.map(({ reference }) => reference)).size).toBe(rows.length);
  const report = await getReport(of, period, ALL);
  expect(rows.filter(({ kind }) => kind === 'unlock')).toHaveLength(report.totals.unlocks);
  expect(rows.filter(({ kind }) => kind === 'refund')).toHaveLength(2);
  const sum = rows.reduce((total, { micros }) => total + BigInt(micros ?? 0), 0n);
  expect(sum).toBe(report.totals.unlockMicros - report.totals.refundMicros);
  expect(rows.map(({ at }) => at)).toEqual(rows.map(({ at }) => at).toSorted());
  expect(rows.find(({ item }) => item?.includes('HYPERLINK'))?.item).toBe(
    `'=HYPERLINK("https://evil.example","열기")`,
  );
  expect(rows.find(({ micros }) => micros === '-35000')?.amount).toBe('-0.035');

  const only: string[] = [];
  for await (const event of streamEvents(of, period, { dimension: 'item', key: String(market.itemIds[1]) }))
    only.push(event.slug);
  expect(new Set(only).size).toBe(1);
});

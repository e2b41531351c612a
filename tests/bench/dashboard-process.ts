import type { EarningsView } from '../../lib/earnings/read-view.ts';
import { latenciesMs } from './measure.ts';
import { CREATORS } from './seed.ts';

// A process of its own, because the app's code talks to the one database of its environment: what dashboard.ts asks for,
// it does on that one and answers with milliseconds.
export type DashboardRun = { rollUp: true } | { pages: number; bigCreator: number; bigItem: number };

const ZONES = ['Asia/Seoul', 'America/New_York', 'Asia/Kathmandu', 'Europe/Berlin', 'UTC'];
const QUERIES = [
  { period: 'month' },
  { period: 'week' },
  { period: 'day' },
  { period: 'year' },
  { period: 'month' },
  { period: 'custom', days: 90 },
];
const DAY_MS = 86_400_000;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

async function rollUp(): Promise<number[]> {
  const { rollUpEarnings } = await import('../../lib/earnings/roll-up.ts');
  const began = performance.now();
  if (!(await rollUpEarnings({ batch: 20_000 }))) throw new Error('the roll-up did not get to its end');
  return [performance.now() - began];
}

/** What the page asks for, one after the other: mostly the big creator's, all periods and zones, now and then one item's. */
async function readPages(run: { pages: number; bigCreator: number; bigItem: number }): Promise<number[]> {
  const { getReport } = await import('../../lib/earnings/get-report.ts');
  const { getMoneyMoves } = await import('../../lib/earnings/get-money-moves.ts');
  const { readEarningsView } = await import('../../lib/earnings/read-view.ts');
  let n = 0;
  const read = async () => {
    n += 1;
    const { days, ...query } = { days: 0, ...QUERIES[n % QUERIES.length] };
    const asked: Record<string, string> = {
      ...query,
      ...(days > 0 && { from: dayOf(Date.now() - days * DAY_MS), to: dayOf(Date.now()) }),
      ...(n % 7 === 0 && { item: String(run.bigItem) }),
    };
    const view: EarningsView = readEarningsView(asked, ZONES[n % ZONES.length] ?? 'UTC');
    const creatorId = BigInt(n % 5 === 0 ? 2 + (n % (CREATORS - 1)) : run.bigCreator);
    await Promise.all([
      getReport({ creatorId, currency: 'usd' }, view.period, view.filter),
      getMoneyMoves(creatorId, 'usd'),
    ]);
  };
  for (let warm = 0; warm < 30; warm += 1) await read();
  return latenciesMs(run.pages, read);
}

process.on('message', async (run: DashboardRun) => {
  try {
    process.send?.({ ms: 'rollUp' in run ? await rollUp() : await readPages(run) });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});

import { latenciesMs } from './measure.ts';
import { CREATORS } from './seed.ts';

// A process of its own, because the app's code talks to the one database of its environment: what dashboard.ts asks for,
// it does on that one and answers with milliseconds.
export type DashboardRun = { rebuild: true } | { rollUp: true } | PageRun;
interface PageRun {
  /** How often each period is read with each filter. */
  rounds: number;
  bigCreator: number;
  bigItem: number;
}

/** Milliseconds of each page, by what was asked for. */
export type DashboardTimes = Record<string, number[]>;

const PERIODS = ['day', 'week', 'month', 'year', 'custom'];
const CUSTOM_DAYS = 90;
const DAY_MS = 86_400_000;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

async function fill(again: boolean): Promise<DashboardTimes> {
  const { rebuildEarnings, rollUpEarnings } = await import('../../lib/earnings/roll-up.ts');
  const began = performance.now();
  const done = again ? await rebuildEarnings() : await rollUpEarnings();
  if (!done) throw new Error('the sums did not get to their end');
  return { fill: [performance.now() - began] };
}

/** All that the page asks the database for: every period, with and without each filter; one page in six a small creator's. */
async function readPages({ rounds, bigCreator, bigItem }: PageRun): Promise<DashboardTimes> {
  const { getReport } = await import('../../lib/earnings/get-report.ts');
  const { getMoneyMoves } = await import('../../lib/earnings/get-money-moves.ts');
  const { getTimeZone } = await import('../../lib/earnings/get-time-zone.ts');
  const { readEarningsView } = await import('../../lib/earnings/read-view.ts');
  const filters: Record<string, string>[] = [
    {},
    {},
    { item: String(bigItem) },
    { source: 'search' },
    { country: 'CC' },
  ];
  const read = async (creatorId: bigint, asked: Record<string, string>) => {
    const view = readEarningsView(asked, await getTimeZone(creatorId));
    await Promise.all([
      getReport({ creatorId, currency: 'usd' }, view.period, view.filter),
      getMoneyMoves(creatorId, 'usd'),
    ]);
  };
  const times: DashboardTimes = {};
  for (let round = -2; round < rounds; round += 1) {
    for (const period of PERIODS) {
      const days = { from: dayOf(Date.now() - CUSTOM_DAYS * DAY_MS), to: dayOf(Date.now()) };
      const asked = { period, ...(period === 'custom' && days) };
      const pages: [name: string, creatorId: number, filter: Record<string, string>][] = [
        ...filters.map((filter): [string, number, Record<string, string>] => [
          `${period}${Object.keys(filter).length > 0 ? ', filtered' : ''}`,
          bigCreator,
          filter,
        ]),
        ['small creator', 2 + ((round + 2) % (CREATORS - 1)), {}],
      ];
      for (const [name, creatorId, filter] of pages) {
        const [ms = 0] = await latenciesMs(1, () => read(BigInt(creatorId), { ...asked, ...filter }));
        // The first rounds fill the caches.
        if (round < 0) continue;
        times[name] ??= [];
        times[name].push(ms);
      }
    }
  }
  return times;
}

async function answer(run: DashboardRun): Promise<void> {
  try {
    process.send?.({ times: 'rounds' in run ? await readPages(run) : await fill('rebuild' in run) });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

process.on('message', (run: DashboardRun) => void answer(run));

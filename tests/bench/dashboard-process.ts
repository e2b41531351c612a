import { type DashboardTimes, listPages, type PageRun, timePages } from './dashboard-pages.ts';

// A process of its own, because the app's code talks to the one database of its environment: what
// dashboard.ts asks for, it does on that one and answers with milliseconds.
export type DashboardRun = { rebuild: true } | { rollUp: true } | PageRun;

async function fill(again: boolean): Promise<DashboardTimes> {
  const { rebuildEarnings, rollUpEarnings } = await import('../../lib/rooms/earnings/roll-up.ts');
  const began = performance.now();
  const done = again ? await rebuildEarnings() : await rollUpEarnings();
  if (!done) throw new Error('the sums did not get to their end');
  return { fill: [performance.now() - began] };
}

/** All that the page asks the database for. */
async function readPages(run: PageRun): Promise<DashboardTimes> {
  const { getReport } = await import('../../lib/rooms/earnings/get-report.ts');
  const { getMoneyMoves } = await import('../../lib/rooms/payouts/get-money-moves.ts');
  const { getTimeZone } = await import('../../lib/rooms/earnings/get-time-zone.ts');
  const { readEarningsView } = await import('../../lib/rooms/earnings/read-view.ts');
  return timePages(listPages(run), async ({ creatorId: id, query }) => {
    const creatorId = BigInt(id);
    const view = readEarningsView(query, await getTimeZone(creatorId));
    await Promise.all([
      getReport({ creatorId, currency: 'usd' }, view.period, view.filter),
      getMoneyMoves(creatorId, 'usd'),
    ]);
  });
}

async function answer(run: DashboardRun): Promise<void> {
  try {
    process.send?.({ times: 'rounds' in run ? await readPages(run) : await fill('rebuild' in run) });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

process.on('message', (run: DashboardRun) => void answer(run));

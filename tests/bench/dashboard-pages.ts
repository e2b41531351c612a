import { CREATORS } from './seed.ts';

export interface DashboardPage {
  /** What it is reported under; null in the first rounds, which fill the caches. */
  name: string | null;
  creatorId: number;
  /** Of the page's address. */
  query: Record<string, string>;
}

export interface PageRun {
  /** How often each period is read with each filter. */
  rounds: number;
  bigCreator: number;
  bigItem: number;
}

const PERIODS = ['day', 'week', 'month', 'year', 'custom'];
const CUSTOM_DAYS = 90;
const WARM_ROUNDS = 2;
// The seed gives each fifth creator's unlocks to the big one: the second, the seventh and so on have none.
const SMALL_CREATORS = Array.from({ length: CREATORS - 1 }, (_, n) => 2 + n).filter((id) => id % 5 !== 2);
const DAY_MS = 86_400_000;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Every period, with and without each filter; one page in six a small creator's. */
export function listPages({ rounds, bigCreator, bigItem }: PageRun): DashboardPage[] {
  const filters: Record<string, string>[] = [
    {},
    {},
    { item: String(bigItem) },
    { source: 'search' },
    { country: 'CC' },
  ];
  const days = { from: dayOf(Date.now() - CUSTOM_DAYS * DAY_MS), to: dayOf(Date.now()) };
  const all = Array.from({ length: WARM_ROUNDS + rounds }, (_, round) =>
    PERIODS.flatMap((period) => {
      const asked: Record<string, string> = { period, ...(period === 'custom' && days) };
      const warm = round < WARM_ROUNDS;
      return [
        ...filters.map((filter) => ({
          name: warm ? null : `${period}${Object.keys(filter).length > 0 ? ', filtered' : ''}`,
          creatorId: bigCreator,
          query: { ...asked, ...filter },
        })),
        {
          name: warm ? null : 'small creator',
          creatorId: SMALL_CREATORS[round % SMALL_CREATORS.length] ?? 0,
          query: asked,
        },
      ];
    }),
  );
  return all.flat();
}

/** Milliseconds of each page, by its name. */
export type DashboardTimes = Record<string, number[]>;

/** Reads the pages one after the other. */
export async function timePages(
  pages: DashboardPage[],
  read: (page: DashboardPage) => Promise<void>,
): Promise<DashboardTimes> {
  const times: DashboardTimes = {};
  for (const page of pages) {
    const began = performance.now();
    await read(page);
    if (page.name === null) continue;
    times[page.name] ??= [];
    times[page.name]?.push(performance.now() - began);
  }
  return times;
}

import { Requests, unlock } from './engine.ts';
import { ratePerSecond } from './measure.ts';

// A ledger of its own process on the database of DATABASE_URL. For each message it opens its connections
// again, warms up and answers with unlocks per second.
export interface Run {
  warmUp: number;
  unlocks: number;
  /** The database was made again: every request may be dealt out again. */
  fresh: boolean;
}

let requests = new Requests();

async function measure({ warmUp, unlocks, fresh }: Run): Promise<number> {
  if (fresh) requests = new Requests();
  const { disconnect } = await import('../../lib/core/db.ts');
  await ratePerSecond(512, warmUp, () => unlock(requests.uniform()));
  const rate = await ratePerSecond(512, unlocks, () => unlock(requests.uniform()));
  await disconnect();
  return rate;
}

process.on('message', (run: Run) => {
  measure(run).then(
    (rate) => process.send?.({ rate }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});

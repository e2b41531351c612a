import 'server-only';
import type { Task } from 'graphile-worker';
import { eachAlone } from '@/lib/each-alone';
import { rollUpEarnings } from '@/lib/earnings/roll-up';
import { sweepViews } from '@/lib/earnings/sweep-views';
import { log } from '@/lib/log';

/** Every minute: the sums behind the creators' dashboards. */
export const rollUpEarningsTask: Task = async (_payload, { abortSignal }) => {
  const rollUp = async () => {
    const done = await rollUpEarnings({ signal: abortSignal });
    if (!done) log.debug('the roll-up of earnings left something for the next run');
  };
  await eachAlone([rollUp, sweepViews], (step) => step());
};

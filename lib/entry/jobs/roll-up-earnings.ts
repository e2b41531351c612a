import 'server-only';
import type { Task } from 'graphile-worker';
import { eachAlone } from '@/lib/core/each-alone';
import { log } from '@/lib/core/log';
import { rollUpEarnings } from '@/lib/rooms/earnings';
import { sweepViews } from '@/lib/rooms/views';

/** Every minute: the sums behind the creators' dashboards. */
export const rollUpEarningsTask: Task = async (_payload, { abortSignal }) => {
  const rollUp = async () => {
    const done = await rollUpEarnings({ signal: abortSignal });
    if (!done) log.debug('the roll-up of earnings left something for the next run');
  };
  await eachAlone([rollUp, sweepViews], (step) => step());
};

import 'server-only';
import type { Task } from 'graphile-worker';
import { eachAlone } from '@/lib/core/each-alone';
import { log } from '@/lib/core/log';
import { closeLedgerDays, expireRequests, postBatches } from '@/lib/desks/backoffice';
import { expireReversals } from '@/lib/rooms/money-back';

/** Every minute, and as soon as a batch is agreed to: gives what is left of it. */
export const postGiftsTask: Task = async () => {
  const gifts = await postBatches();
  if (gifts > 0) log.info({ gifts }, 'gifts of a batch were given');
};

/** Every hour: ends requests that nobody decided, and adds up the days that are over. */
export const tidyBackOfficeTask: Task = async () => {
  await eachAlone(
    Object.entries({ expireRequests, expireReversals, closeLedgerDays }),
    async ([name, tidy]) => {
      const done = await tidy();
      if (done > 0) log.info({ [name]: done }, 'the back office was tidied');
    },
  );
};

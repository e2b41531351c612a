import 'server-only';
import type { Task } from 'graphile-worker';
import { expireRequests } from '@/lib/admin/adjustments/expire-requests';
import { postBatches } from '@/lib/admin/gifts/post-batches';
import { closeLedgerDays } from '@/lib/admin/overview/close-ledger-days';
import { eachAlone } from '@/lib/each-alone';
import { log } from '@/lib/log';
import { expireReversals } from '@/lib/refunds/expire-reversals';

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

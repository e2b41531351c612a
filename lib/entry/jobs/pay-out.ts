import 'server-only';
import type { Task } from 'graphile-worker';
import { eachAlone } from '@/lib/core/each-alone';
import { log } from '@/lib/core/log';
import { refreshPayoutAccounts, refreshPayouts, runPayoutSchedule } from '@/lib/rooms/payouts';

/** Every minute: finds out about payouts and accounts whose webhook did not come. */
export const refreshPayoutsTask: Task = async () => {
  await eachAlone([refreshPayouts, refreshPayoutAccounts], (refresh) => refresh());
};

/** Every day: pays those whose week or month has begun. */
export const payOutTask: Task = async () => {
  const payouts = await runPayoutSchedule();
  if (payouts > 0) log.info({ payouts }, 'scheduled payouts were made');
};

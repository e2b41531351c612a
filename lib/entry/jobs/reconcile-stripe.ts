import 'server-only';
import type { Task } from 'graphile-worker';
import { eachAlone } from '@/lib/core/each-alone';
import { log } from '@/lib/core/log';
import { runDailyReconciliation } from '@/lib/desks/reconciliation';
import { refreshDisputes, refreshRefunds } from '@/lib/rooms/money-back';

/** Every night: holds the day that has ended against Stripe. A missed run is made up for by the next. */
export const reconcileStripeTask: Task = async () => {
  const run = await runDailyReconciliation();
  if (run !== null) log.info({ run }, 'the books were held against Stripe');
};

/** Every minute: finds out about refunds and disputes whose webhook did not come. */
export const refreshRefundsTask: Task = async () => {
  await eachAlone([refreshRefunds, refreshDisputes], (refresh) => refresh());
};

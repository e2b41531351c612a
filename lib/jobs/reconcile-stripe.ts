import 'server-only';
import type { Task } from 'graphile-worker';
import { refreshDisputes } from '@/lib/disputes/refresh-disputes';
import { eachAlone } from '@/lib/each-alone';
import { log } from '@/lib/log';
import { refreshRefunds } from '@/lib/refunds/refresh-refunds';
import { runDailyReconciliation } from '@/lib/stripe-reconciliation/run-daily';

/** Every night: holds the day that has ended against Stripe. A missed run is made up for by the next. */
export const reconcileStripeTask: Task = async () => {
  const run = await runDailyReconciliation();
  if (run !== null) log.info({ run }, 'the books were held against Stripe');
};

/** Every minute: finds out about refunds and disputes whose webhook did not come. */
export const refreshRefundsTask: Task = async () => {
  await eachAlone([refreshRefunds, refreshDisputes], (refresh) => refresh());
};

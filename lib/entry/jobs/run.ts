import 'server-only';
import { Logger, type Runner, run, type TaskList } from 'graphile-worker';
import { env } from '@/lib/core/env';
import { log } from '@/lib/core/log';
import { checkBooksTask } from './check-books';
import { cutFontsTask } from './cut-fonts';
import { expireGrantsTask } from './expire-grants';
import { payOutTask, refreshPayoutsTask } from './pay-out';
import { postGiftsTask, tidyBackOfficeTask } from './post-gifts';
import { publishScheduledTask } from './publish-scheduled';
import { reconcileStripeTask, refreshRefundsTask } from './reconcile-stripe';
import { refreshTopUpsTask } from './refresh-top-ups';
import { rollUpEarningsTask } from './roll-up-earnings';
import { sendMailTask, weeklySummaryTask } from './send-mail';
import { settleTask } from './settle';
import { sweepOldRowsTask } from './sweep-old-rows';
import { sweepOrphanMediaTask } from './sweep-orphan-media';
import { withStatistics } from './with-statistics';

const TASKS: TaskList = {
  'refresh-top-ups': refreshTopUpsTask,
  'expire-grants': expireGrantsTask,
  'sweep-old-rows': sweepOldRowsTask,
  'sweep-orphan-media': sweepOrphanMediaTask,
  settle: settleTask,
  'roll-up-earnings': rollUpEarningsTask,
  'refresh-payouts': refreshPayoutsTask,
  'refresh-refunds': refreshRefundsTask,
  'reconcile-stripe': reconcileStripeTask,
  'pay-out': payOutTask,
  'send-mail': sendMailTask,
  'weekly-summary': weeklySummaryTask,
  'publish-scheduled': publishScheduledTask,
  'cut-fonts': cutFontsTask,
  'check-books': checkBooksTask,
  'post-gifts': postGiftsTask,
  'tidy-back-office': tidyBackOfficeTask,
};

// Each is safe to repeat and comes again by itself, so a failed run is not retried and two are never queued
// (jobKey).
const crontab = () => `
* * * * * refresh-top-ups ?max=1&jobKey=refresh-top-ups
*/5 * * * * expire-grants ?max=1&jobKey=expire-grants
17 3 * * * sweep-old-rows ?max=1&jobKey=sweep-old-rows
*/10 * * * * sweep-orphan-media ?max=1&jobKey=sweep-orphan-media
${env.SETTLEMENT_DELAY_MINUTES === undefined ? '7' : '*'} * * * * settle ?max=1&jobKey=settle
* * * * * publish-scheduled ?max=1&jobKey=publish-scheduled
* * * * * cut-fonts ?max=1&jobKey=cut-fonts
* * * * * roll-up-earnings ?max=1&jobKey=roll-up-earnings
* * * * * refresh-payouts ?max=1&jobKey=refresh-payouts
* * * * * refresh-refunds ?max=1&jobKey=refresh-refunds
# Two hours after midnight every webhook of the day has come or been asked for.
10 2 * * * reconcile-stripe ?max=1&fill=1d&jobKey=reconcile-stripe
# After the night's settlement; a missed run is made up for by the next.
30 6 * * * pay-out ?max=1&jobKey=pay-out
* * * * * post-gifts ?max=1&jobKey=post-gifts
23 * * * * tidy-back-office ?max=1&jobKey=tidy-back-office
* * * * * send-mail ?max=1&jobKey=send-mail
# Also when the worker starts and no check was made that night.
40 3 * * * check-books ?max=1&fill=1d&jobKey=check-books
# Made up for when no worker ran on Monday morning.
0 7 * * 1 weekly-summary ?max=3&fill=3d
`;

/** Starts a background worker; several may run. `runner.stop()` finishes the tasks it holds first. */
export function startWorker(): Promise<Runner> {
  return run({
    connectionString: env.DATABASE_URL,
    maxPoolSize: 3,
    concurrency: 2,
    taskList: withStatistics(TASKS),
    crontab: crontab(),
    logger: new Logger(toLog),
    noHandleSignals: true,
  });
}

/** The worker's own messages, in our log. */
function toLog() {
  return (level: string, message: string, meta?: object): void => {
    if (level === 'error') log.error({ ...meta }, message);
    else if (level === 'warning') log.warn({ ...meta }, message);
    else log.debug({ ...meta }, message);
  };
}

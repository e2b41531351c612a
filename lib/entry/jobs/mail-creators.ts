import 'server-only';
import type { Task } from 'graphile-worker';
import { eachAlone } from '@/lib/core/each-alone';
import { log } from '@/lib/core/log';
import { postFirstEarnings, postWeeklySummaries, sendCreatorMails } from '@/lib/desks/notify';

/** Every minute: what creators are to be told. */
export const mailCreatorsTask: Task = async () => {
  // What waits is sent, also when nothing new can be written down.
  await eachAlone([postFirstEarnings, send], (step) => step());
};

async function send(): Promise<void> {
  const mails = await sendCreatorMails();
  if (mails > 0) log.info({ mails }, 'creators were written to');
}

/** On Monday mornings (UTC): the week that has ended. */
export const weeklySummaryTask: Task = async () => {
  const mails = await postWeeklySummaries();
  if (mails > 0) log.info({ mails }, 'weekly summaries were written down');
};

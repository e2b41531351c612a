import 'server-only';
import type { Task } from 'graphile-worker';
import { eachAlone } from '@/lib/core/each-alone';
import { log } from '@/lib/core/log';
import {
  gatherAdminMails,
  postAdminMails,
  postFirstEarnings,
  postWeeklySummaries,
  sendMails,
} from '@/lib/desks/notify';

/** Every minute: writes down what nobody has written down with its event, and sends all that is due. */
export const sendMailTask: Task = async () => {
  // What waits is sent, also when nothing new can be written down.
  await eachAlone([postFirstEarnings, postAdminMails, gatherAdminMails, send], (step) => step());
};

async function send(): Promise<void> {
  const mails = await sendMails();
  if (mails > 0) log.info({ mails }, 'mails were sent');
}

/** On Monday mornings (UTC): the week that has ended. */
export const weeklySummaryTask: Task = async () => {
  const mails = await postWeeklySummaries();
  if (mails > 0) log.info({ mails }, 'weekly summaries were written down');
};

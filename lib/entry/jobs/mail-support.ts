import 'server-only';
import type { Task } from 'graphile-worker';
import { log } from '@/lib/core/log';
import { sendSupportMails } from '@/lib/desks/support';

/** Every minute: answers to people who asked for help. */
export const mailSupportTask: Task = async () => {
  const mails = await sendSupportMails();
  if (mails > 0) log.info({ mails }, 'answers were mailed');
};

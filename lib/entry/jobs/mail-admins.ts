import 'server-only';
import type { Task } from 'graphile-worker';
import { eachAlone } from '@/lib/core/each-alone';
import { log } from '@/lib/core/log';
import { postAdminMails, sendAdminMails } from '@/lib/desks/notify';

/** Every minute: what is new and waits for an admin. */
export const mailAdminsTask: Task = async () => {
  await eachAlone([postAdminMails, send], (step) => step());
};

async function send(): Promise<void> {
  const mails = await sendAdminMails();
  if (mails > 0) log.info({ mails }, 'admins were written to');
}

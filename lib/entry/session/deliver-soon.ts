import 'server-only';
import { after } from 'next/server';
import { log } from '@/lib/core/log';
import { sendPromptMails } from '@/lib/desks/notify';

/**
 * Sends mails that somebody waits for once the answer is on its way: a slow mail server costs the person
 * nothing. What does not go out now is sent by the worker.
 */
export function deliverSoon(requestId: string): void {
  after(async () => {
    try {
      await sendPromptMails();
    } catch (error) {
      log.error({ requestId, err: error }, 'mails could not be sent at once');
    }
  });
}

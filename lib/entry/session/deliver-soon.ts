import 'server-only';
import { after } from 'next/server';
import { log } from '@/lib/core/log';
import { sendPromptMails } from '@/lib/desks/notify';

/** Sends awaited mails after the answer, so a slow server costs nobody time. The worker does the rest. */
export function deliverSoon(requestId: string): void {
  after(async () => {
    try {
      await sendPromptMails();
    } catch (error) {
      log.error({ requestId, err: error }, 'mails could not be sent at once');
    }
  });
}

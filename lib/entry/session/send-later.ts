import 'server-only';
import { after } from 'next/server';
import { log } from '@/lib/core/log';

/**
 * Sends mail once the answer is on its way: a slow or broken mail server costs the person nothing, and the time an answer
 * takes does not tell whether an address has an account.
 */
export function sendLater(requestId: string, send: () => Promise<void>): void {
  after(async () => {
    try {
      await send();
    } catch (error) {
      log.error({ requestId, err: error }, 'a mail could not be sent');
    }
  });
}

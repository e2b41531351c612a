import 'server-only';
import { log } from '@/lib/core/log';
import { isRefused, processor } from '@/lib/ground/payments';
import { type Applied, applyTransfer } from './apply-transfer';

/**
 * Takes a transfer back whose money did not reach the bank, or which should not be. The creator's earnings
 * are available again only when Stripe has it back: until then its own next payout to the bank could pay
 * them. Safe to repeat. A refusal (the account holds less now) is logged and tried again by the job. Throws
 * ProcessorError otherwise.
 */
export async function pullBack(transferRef: string): Promise<Applied> {
  try {
    await processor().reverseTransfer(transferRef);
  } catch (error) {
    if (!isRefused(error)) throw error;
    log.warn({ transfer: transferRef, code: error.code }, 'a transfer could not be pulled back now');
  }
  return applyTransfer(transferRef);
}

import 'server-only';
import { db } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import { isPermanent } from '@/lib/ground/payments';
import { type OddMoney, putAside } from './put-aside';

/** Puts aside what Stripe refuses for good, and logs what passes. Never throws. Returns if it did. */
export async function noteRefusal(
  thing: Omit<OddMoney, 'reason' | 'detail'>,
  error: unknown,
): Promise<boolean> {
  const { about, ref, processorRef } = thing;
  log.warn({ about, ref, processorRef, err: error }, 'something could not be refreshed from Stripe');
  if (!isPermanent(error)) return false;
  const detail = error instanceof Error ? error.message : String(error);
  try {
    return await putAside(db, { ...thing, reason: 'refused', detail });
  } catch (cause) {
    log.error({ about, ref, processorRef, err: cause }, 'a refusal could not be written down');
    return false;
  }
}

import 'server-only';
import { fulfilTopUp } from '@/lib/rooms/wallet';
import type { EventHandler } from './event-handler';

/** A payment that confirms later did not arrive. */
export const checkoutSessionAsyncPaymentFailed: EventHandler = async (sessionRef) =>
  (await fulfilTopUp(sessionRef)).note;

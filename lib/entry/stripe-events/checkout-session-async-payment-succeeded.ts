import 'server-only';
import { fulfilTopUp } from '@/lib/rooms/wallet';
import type { EventHandler } from './event-handler';

/** A payment that confirms later has arrived. */
export const checkoutSessionAsyncPaymentSucceeded: EventHandler = async (sessionRef) =>
  (await fulfilTopUp(sessionRef)).note;

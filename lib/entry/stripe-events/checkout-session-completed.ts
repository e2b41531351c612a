import 'server-only';
import { fulfilTopUp } from '@/lib/rooms/wallet';
import type { EventHandler } from './event-handler';

/** The payer is done: paid, or with a method that confirms later. */
export const checkoutSessionCompleted: EventHandler = async (sessionRef) =>
  (await fulfilTopUp(sessionRef)).note;
